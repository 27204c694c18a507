import type { Instance } from '@/lib/instance/instance'
import { MAIL_STORE } from '@/lib/instance/postfix/lookup-tables'
import { runProgram } from '@/lib/instance/program'
import { until } from '@/lib/instance/until'
import { smtpds } from './check-postfix'
import { dialogue, Silence } from './dialogue'
import { Elsewhere } from './elsewhere'
import { Refusal, session } from './greetings'
import { numberOf } from './moved-ports'
import { messageOf, newMessageId, takeMessage } from './probe-mailbox'
import { isAboutSomebody } from './probe-submission'

const RECIPIENT = `cyrus@${MAIL_STORE}`
/** Milliseconds for a message on its way. */
const PATIENCE = 10_000

/** SMTP up to a recipient whom the directory knows, and a message that arrives in a mailbox and can be read there. */
export async function probePostfix(instance: Instance): Promise<void> {
  await takesMail(instance)
  const { postfixConfig } = instance.paths
  for (const { service, ask } of await smtpds(postfixConfig)) await greets(service, await ask(TLS))
  await deliversMail(instance)
}

const CERTIFICATES = ['cert_file', 'eccert_file', 'dcert_file', 'chain_files'].map(
  (name) => `smtpd_tls_${name}`,
)
const TLS = [
  ...['smtpd_tls_security_level', 'smtpd_tls_wrappermode', 'smtpd_use_tls', 'smtpd_enforce_tls'],
  ...['smtpd_discard_ehlo_keywords', ...CERTIFICATES],
]

function takesMail({ ports, domain }: Instance): Promise<void> {
  return dialogue(ports.smtp, 15_000, async ({ say, hear }) => {
    const expect = async (code: string) => {
      const said = await hear(/(^|\n)\d{3} [^\n]*\n/)
      const last = said.trim().split('\n').at(-1) ?? ''
      if (!last.startsWith(code) && !isAboutSomebody(last)) throw new Refusal(last)
    }
    await expect('220')
    say('EHLO probe.invalid')
    await expect('250')
    say('MAIL FROM:<>')
    await expect('250')
    say(`RCPT TO:<postmaster@${domain}>`)
    await expect('250')
    say('QUIT')
    await expect('221')
  })
}

/** A service greets, and lets itself be asked for TLS where it has a certificate for that. */
async function greets(service: string, values: Record<string, string>): Promise<void> {
  const [, listen] = /^(.+)\/inet$/.exec(service) ?? []
  const port = listen === undefined ? undefined : numberOf(listen)
  if (listen === undefined || port === undefined) return
  const said = (name: string) => values[name] ?? ''
  const host = /^\[?([^\]]*?)\]?:[^:]*$/.exec(listen)?.[1] ?? ''
  const isWrapped = said('smtpd_tls_wrappermode') === 'yes'
  const level = said('smtpd_tls_security_level')
  const isOn = level === '' ? /yes/.test(said('smtpd_use_tls') + said('smtpd_enforce_tls')) : level !== 'none'
  const hasOne = CERTIFICATES.some((name) => !/^(none)?$/.test(said(name)))
  const isHidden = /starttls/i.test(said('smtpd_discard_ehlo_keywords'))
  try {
    const isSecured = await session({ host: host || '127.0.0.1', port }, 'smtp', isWrapped)
    if (isOn && hasOne && !isHidden && !isSecured) throw new Refusal('STARTTLS is not offered any more')
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`${listen}: ${error.message}`)
    throw error instanceof Silence ? new Silence(`${listen}: ${error.message}`) : error
  }
}

async function deliversMail(instance: Instance): Promise<void> {
  const id = newMessageId()
  // Opened first, which makes it once: mail to a mailbox that is not there comes back.
  await taken(instance, id)
  const { code, stderr } = await runProgram(
    '/usr/sbin/sendmail',
    ['-C', instance.paths.postfixConfig, '-i', '-f', '', RECIPIENT],
    { input: messageOf(id, 'Thrown away at once').replaceAll('\r\n', '\n'), timeout: PATIENCE, keep: 10_000 },
  )
  if (code !== 0) throw new Refusal(stderr.trim() || `sendmail: ${code ?? 'no answer'}`)
  try {
    if (await until(() => taken(instance, id), PATIENCE, 100)) return
  } catch (error) {
    await removeFromQueue(instance)
    throw error
  }
  await removeFromQueue(instance)
  throw new Silence('a message does not arrive in its mailbox')
}

/** Cyrus has the mailbox: what it does not answer is not Postfix's fault. */
function taken(instance: Instance, id: string): Promise<boolean> {
  return takeMessage(instance, id).catch((error) => {
    throw error instanceof Silence || error instanceof Refusal ? new Elsewhere('cyrus', error) : error
  })
}

/** Messages of probes that did not arrive. */
async function removeFromQueue({ paths }: Instance): Promise<void> {
  const at = ['-c', paths.postfixConfig]
  const { stdout } = await runProgram('/usr/sbin/postqueue', [...at, '-j'], { timeout: 10_000 })
  const ids = stdout.split('\n').flatMap((line) => {
    if (!line.includes(`"address": "${RECIPIENT}"`)) return []
    const { queue_id: id, recipients } = JSON.parse(line)
    return recipients.length === 1 ? [String(id)] : []
  })
  if (ids.length > 0)
    await runProgram('/usr/sbin/postsuper', [...at, '-d', '-'], { input: ids.join('\n'), timeout: 10_000 })
}
