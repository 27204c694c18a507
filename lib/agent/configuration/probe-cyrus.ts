import { readFileSync } from 'node:fs'
import type { NetConnectOpts } from 'node:net'
import { decoded } from '@/lib/configuration/documents/bytes'
import { get, parse } from '@/lib/configuration/documents/document'
import type { Instance } from '@/lib/instance/instance'
import { MAIL_STORE } from '@/lib/instance/postfix/lookup-tables'
import { runProgram } from '@/lib/instance/program'
import { Silence } from './dialogue'
import { type Protocol, Refusal, session } from './greetings'
import { numberOf } from './moved-ports'
import { messageOf, newMessageId, readKnownMessage, takeMessage } from './probe-mailbox'

type Service = { name: string; protocol: Protocol; spot: NetConnectOpts; isSecure: boolean }

/** What Cyrus's services run, imapd.conf(5) left out. */
const PROTOCOLS: Record<string, Protocol> = {
  ...{ imapd: 'imap', pop3d: 'pop3', timsieved: 'sieve', httpd: 'dav', lmtpd: 'lmtp' },
}

/** The administrator reads a message of before; every service of cyrus.conf(5) answers; mail comes in where Postfix brings it. */
export async function probeCyrus(instance: Instance): Promise<void> {
  await readKnownMessage(instance)
  const services = servicesIn(decoded(readFileSync(instance.paths.cyrusConf)).text)
  await Promise.all(
    services.map(({ name, protocol, spot, isSecure }) => named(name, session(spot, protocol, isSecure))),
  )
  for (const spot of await placesOfDelivery(instance))
    await named('where Postfix delivers', deliver(instance, spot))
}

async function deliver(instance: Instance, spot: NetConnectOpts): Promise<void> {
  const id = newMessageId()
  await session(spot, 'lmtp', false, async (exchange) => {
    await exchange('MAIL FROM:<>', '250')
    await exchange(`RCPT TO:<cyrus@${MAIL_STORE}>`, '250')
    await exchange('DATA', '354')
    await exchange(`${messageOf(id, 'Thrown away at once')}.`, '250')
  })
  if (!(await takeMessage(instance, id))) throw new Refusal('a message does not arrive in its mailbox')
}

/** What people and Postfix connect to. */
export function servicesIn(text: string): Service[] {
  const document = parse('cyrus.conf', text)
  return document.statements.flatMap(({ kind, path, label = '' }): Service[] => {
    if (kind !== 'open' || path[0] !== 'SERVICES') return []
    const value = (name: string) => get(document, { name, section: ['SERVICES', label] })[0] ?? ''
    const [program = '', ...options] = value('cmd').split(/\s+/)
    const protocol = PROTOCOLS[program.split('/').at(-1) ?? '']
    const spot = spotOf(value('listen'))
    if (!protocol || !spot || value('maxchild') === '0' || value('proto').startsWith('udp')) return []
    return [{ name: label, protocol, spot, isSecure: options.includes('-s') }]
  })
}

/** `127.0.0.1:143`, `[::1]:imap`, `143`, `/run/lmtp`. */
function spotOf(listen: string): NetConnectOpts | undefined {
  if (listen.startsWith('/')) return { path: listen }
  const port = numberOf(listen)
  const [, host = ''] = /^\[?([^\]]*?)\]?:[^:]*$/.exec(listen) ?? []
  if (port === undefined) return undefined
  return { port, host: /^(|\*|0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host }
}

/** Where Postfix brings mail for mailboxes, as far as that is LMTP on this machine. */
async function placesOfDelivery({ paths }: Instance): Promise<NetConnectOpts[]> {
  const names = ['virtual_transport', 'mailbox_transport', 'local_transport']
  const argv = ['-c', paths.postfixConfig, '-x', '-h', ...names]
  const { stdout } = await runProgram('postconf', argv, { timeout: 10_000, keep: 10_000 })
  return [...new Set(stdout.split('\n'))].flatMap((line) => {
    const [, path] = /^lmtp:(?:unix:)?(\/\S+)$/.exec(line) ?? []
    return path ? [{ path }] : []
  })
}

async function named(name: string, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`${name}: ${error.message}`)
    throw error instanceof Silence ? new Silence(`${name}: ${error.message}`) : error
  }
}
