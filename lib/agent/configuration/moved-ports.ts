/** Where the servers listen by what their files say, and the instance's own description of that, which follows them. */
import type { Document, FormatName } from '@/lib/configuration/documents/document'
import { get, parse } from '@/lib/configuration/documents/document'
import { apacheQuoting, words } from '@/lib/configuration/documents/words'
import { writeDescription } from '@/lib/instance/description'
import { type Instance, type Ports, readInstance } from '@/lib/instance/instance'
import { portHolders } from '@/lib/instance/port-holders.mjs'
import { belongsTo } from '@/lib/instance/processes'
import type { ConfiguredService } from './files'

export type Place = Pick<Instance, 'ports' | 'origins'>

type Text = { file: string; format: FormatName; text: string }
type Port = Exclude<keyof Ports, 'ldap' | 'web'>

/** Whose they are; slapd is told its port when it starts, and the web process as well. */
const ownerOf: Record<Port, ConfiguredService> = {
  ...{ imap: 'cyrus', pop3: 'cyrus', sieve: 'cyrus', dav: 'cyrus' },
  ...{ smtp: 'postfix', submission: 'postfix', https: 'apache' },
  ...{ ftp: 'proftpd', ftpPassiveFirst: 'proftpd', ftpPassiveLast: 'proftpd' },
}

/** services(5), as far as these servers are concerned. */
const NAMES: Record<string, number> = {
  ...{ smtp: 25, submission: 587, submissions: 465, smtps: 465, https: 443, http: 80, ftp: 21, ftps: 990 },
  ...{ imap: 143, imap2: 143, imaps: 993, pop3: 110, 'pop-3': 110, pop3s: 995, sieve: 4190 },
}

/** What Cyrus's services run, imapd.conf(5) left out. */
const DAEMONS: Record<string, Port> = { imapd: 'imap', pop3d: 'pop3', timsieved: 'sieve', httpd: 'dav' }

/** The ports that these files name; the first of several of a kind counts. */
export function portsOf(texts: readonly Text[]): Partial<Record<Port, number>> {
  const found: Partial<Record<Port, number>> = {}
  const take = (port: Port, said: string | undefined) => {
    const number = numberOf(said ?? '')
    if (number !== undefined) found[port] ??= number
  }
  for (const { file, format, text } of texts) {
    const document = parse(format, text)
    if (file === 'proftpd.conf') {
      take('ftp', get(document, { name: 'Port' })[0])
      const [first, last] = get(document, { name: 'PassivePorts' })[0]?.split(/\s+/) ?? []
      take('ftpPassiveFirst', first)
      take('ftpPassiveLast', last)
    }
    if (file === 'apache/apache2.conf') take('https', httpsOf(document))
    if (format === 'master.cf') for (const [port, said] of smtpdsOf(document)) take(port, said)
    if (format === 'cyrus.conf') for (const [port, said] of daemonsOf(document)) take(port, said)
  }
  return found
}

/** Where everything is when files change; null when it stays where it is. */
export function movedPlace(
  { ports, origins }: Place,
  before: readonly Text[],
  after: readonly Text[],
): (Place & { services: ConfiguredService[] }) | null {
  const [was, is] = [portsOf(before), portsOf(after)]
  const moved = (Object.keys(is) as Port[]).filter(
    (port) => is[port] !== was[port] && is[port] !== ports[port],
  )
  if (moved.length === 0) return null
  const there = { ...ports, ...Object.fromEntries(moved.map((port) => [port, is[port]])) }
  return {
    ports: there,
    origins: origins.map((origin) => movedOrigin(origin, ports.https, there.https)),
    services: [...new Set(moved.map((port) => ownerOf[port]))],
  }
}

/** Addresses of the console that become others. */
export function movedOrigins({ origins }: Pick<Place, 'origins'>, moved: Pick<Place, 'origins'> | null) {
  return origins.flatMap((from, at) => {
    const to = moved?.origins[at]
    return to === undefined || to === from ? [] : [{ from, to }]
  })
}

/** A port that a server has moved to without listening there; undefined when there is none. */
export function silentPort(
  { directory, ports }: Pick<Instance, 'directory' | 'ports'>,
  before: Place,
  service: ConfiguredService,
): number | undefined {
  const listening = (Object.keys(ownerOf) as Port[]).filter((port) => !port.startsWith('ftpPassive'))
  const moved = listening.filter((port) => ownerOf[port] === service && ports[port] !== before.ports[port])
  return moved
    .map((port) => ports[port])
    .find((port) => !portHolders(port).some(({ pid }) => belongsTo(pid, directory)))
}

/** Ports of a server's that only programs of others have. */
export function takenPorts(
  { directory, ports }: Pick<Instance, 'directory' | 'ports'>,
  service: ConfiguredService,
): { port: number; holder: string }[] {
  const own = (Object.keys(ownerOf) as Port[]).filter(
    (port) => ownerOf[port] === service && !port.startsWith('ftpPassive'),
  )
  return own.flatMap((name) => {
    const holders = portHolders(ports[name])
    const [first] = holders
    const isOurs = holders.some(({ pid }) => belongsTo(pid, directory))
    return first && !isOurs ? [{ port: ports[name], holder: first.name }] : []
  })
}

/** Writes into instance.json where everything is; processes that run look there again. */
export async function describePlace({ directory }: Instance, place: Place): Promise<void> {
  await writeDescription({ ...readInstance(directory), ...place })
}

function httpsOf(document: Document): string | undefined {
  const listens = get(document, { name: 'Listen' }).map((value) => words(value, apacheQuoting))
  const secure = listens.find(([, protocol]) => protocol?.toLowerCase() === 'https')
  return (secure ?? (listens.length === 1 ? listens[0] : undefined))?.[0]
}

function smtpdsOf(document: Document): [Port, string][] {
  return sections(document, /^(.+)\/inet$/).flatMap(([label, said]): [Port, string][] => {
    const value = (name: string) => get(document, { name, section: [label] }).at(-1)
    if (!/^(smtpd|postscreen)$/.test(value('field command') ?? '')) return []
    const isForPeople = value('smtpd_sasl_auth_enable') === 'yes'
    return [[isForPeople ? 'submission' : 'smtp', said]]
  })
}

function daemonsOf(document: Document): [Port, string][] {
  const entries = document.statements.flatMap(({ kind, path, label = '' }) =>
    kind === 'open' && path[0] === 'SERVICES' ? [label] : [],
  )
  return entries.flatMap((label): [Port, string][] => {
    const section = ['SERVICES', label]
    const [program = '', ...options] = get(document, { name: 'cmd', section })[0]?.split(/\s+/) ?? []
    const port = DAEMONS[program.split('/').at(-1) ?? '']
    const [listen] = get(document, { name: 'listen', section })
    return port && listen && !options.includes('-s') ? [[port, listen]] : []
  })
}

function sections(document: Document, form: RegExp): [label: string, said: string][] {
  return document.statements.flatMap(({ kind, label = '' }) => {
    const said = kind === 'open' ? form.exec(label)?.[1] : undefined
    return said === undefined ? [] : [[label, said] as [string, string]]
  })
}

/** `10025`, `127.0.0.1:10025`, `[::1]:smtp`. */
export function numberOf(said: string): number | undefined {
  const last = said.slice(said.lastIndexOf(':') + 1)
  const number = /^\d+$/.test(last) ? Number(last) : NAMES[last]
  return number !== undefined && number >= 1 && number <= 65535 ? number : undefined
}

function movedOrigin(origin: string, from: number, to: number): string {
  const url = new URL(origin)
  if (url.protocol !== 'https:' || Number(url.port || 443) !== from) return origin
  url.port = String(to)
  return url.origin
}
