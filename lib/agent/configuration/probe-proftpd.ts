import type { Instance } from '@/lib/instance/instance'
import { dialogue } from './dialogue'
import { Refusal } from './probe-mailbox'

/** FTP (RFC 959): a sign-in of nobody is refused when the directory has been asked. */
export function probeProftpd({ ports }: Instance): Promise<void> {
  return dialogue(ports.ftp, 15_000, async ({ say, hear }) => {
    const expect = async (...codes: string[]) => {
      const said = await hear(/(^|\n)\d{3} [^\n]*\n/)
      const last = said.trim().split('\n').at(-1) ?? ''
      if (!codes.some((code) => last.startsWith(code))) throw new Refusal(last)
    }
    await expect('220')
    say('USER server-manager')
    await expect('331')
    say('PASS nobody')
    await expect('530')
    say('QUIT')
    await expect('221')
  })
}
