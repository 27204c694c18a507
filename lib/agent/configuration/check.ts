/**
 * What the servers themselves say of other files, before anything changes. Their programs load modules and run
 * scripts that the files name: nothing may get here that guard.ts refuses.
 */
import type { FormatName } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { checkApache } from './check-apache'
import { checkCertificates } from './check-certificates'
import { checkCyrus } from './check-cyrus'
import { checkPostfix, type SmtpdValues } from './check-postfix'
import { checkProftpd } from './check-proftpd'
import { checkSlapd } from './check-slapd'
import { checkValues, presentBytes } from './check-values'
import { read } from './slapd-store'
import { type Stage, withStage } from './stage'

export type CheckedFile = { file: string; service: CheckedService; format: FormatName; bytes: Uint8Array }
export type CheckedService = 'apache' | 'cyrus' | 'slapd' | 'postfix' | 'proftpd'
export type Message = { file: string; severity: 'error' | 'warning'; text: string }

const checks: Record<
  CheckedService,
  (instance: Instance, stage: Stage, files: CheckedFile[]) => Promise<Message[]>
> = {
  apache: checkApache,
  cyrus: checkCyrus,
  slapd: checkSlapd,
  postfix: checkPostfix.messages,
  proftpd: checkProftpd,
}

/**
 * The files that change, as they would be; the others are taken as they are. `postfix` is what decides who may send
 * mail, for each smtpd(8), when a file of Postfix's is among them. `hide` takes the secrets out of what programs say
 * before it is cut. Of what is `unasked` only values are looked at that nobody runs or opens anything for.
 */
export async function check(
  instance: Instance,
  files: readonly CheckedFile[],
  hide: (text: string) => string,
  unasked: readonly CheckedService[] = [],
): Promise<{ messages: (Message & { service: CheckedService })[]; postfix: SmtpdValues[] }> {
  return withStage(
    instance,
    files.filter(({ service }) => service !== 'slapd'),
    async (open) => {
      const stage = { ...open, said: (text: string) => hide(open.said(text)) }
      const messages: (Message & { service: CheckedService })[] = []
      for (const service of new Set(files.map((file) => file.service))) {
        const own = files.filter((file) => file.service === service)
        const said = checkValues(instance, own)
        if (!unasked.includes(service)) {
          const now = service === 'slapd' ? await read(instance) : undefined
          said.push(...checkCertificates(own, ({ file }) => now ?? presentBytes(instance, file)))
          said.push(...(await checks[service](instance, stage, own)))
        }
        messages.push(...said.map((message) => ({ service, ...message })))
      }
      // postconf(1) takes a second for each refusal.
      const isPostfix =
        files.some(({ service }) => service === 'postfix') &&
        !messages.some(({ service, severity }) => service === 'postfix' && severity === 'error')
      return { messages, postfix: isPostfix ? await checkPostfix.values(instance, stage) : [] }
    },
  )
}
