/**
 * Why a server does not do what it is for. What it answers, or its exit code, often does not say that: its log of that
 * moment does, and so does who has its ports.
 */
import type { Instance } from '@/lib/instance/instance'
import { endOfLog, errorsSince } from '../last-errors'
import type { ConfiguredService } from './files'
import type { Reason } from './journal'
import { takenPorts } from './moved-ports'
import { inOrder } from './servers'

/** How long the servers' logs are before a change. */
export function logLengths(instance: Instance): Map<ConfiguredService, number> {
  return new Map(inOrder.map((service) => [service, endOfLog(instance, service)]))
}

/**
 * What is known already, and what the server's log says since then, a line each: first what says why, then what only
 * says that it is so.
 */
export function withReasons(
  instance: Instance,
  { service: name, detail }: Pick<Reason, 'service' | 'detail'>,
  lengths: ReadonlyMap<ConfiguredService, number>,
): string {
  const service = inOrder.find((one) => one === name)
  if (!service) return detail
  const taken = takenPorts(instance, service).map(
    ({ port, holder }) => `port ${port} is taken by another program: ${holder}`,
  )
  const known = detail.split('\n')
  const logged = errorsSince(instance, service, lengths.get(service) ?? 0)
  const ranked = [
    ...taken.map((text) => ({ text, rank: 0 })),
    ...known.map((line) => ({
      text: plain(instance, line),
      rank: isHollow(line) || (known.length > 1 && !FAULT.test(line)) ? 3 : 1,
    })),
    ...logged.map((line) => ({ text: plain(instance, line), rank: isHollow(line) ? 3 : 2 })),
  ]
  const said = ranked
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ text }) => text)
    .filter((text, i, all) => text !== '' && all.findIndex((one) => one.includes(text)) === i)
  const more = said.filter((text) => !EXIT.test(text))
  return (more.length > 0 ? more : said).join('\n')
}

const EXIT = /^exit code \d+$/

/** What says that something is wrong, in the words of any of the servers. */
const FAULT =
  /\b(fatal|panic|fail(ed|ing|ure)?|cannot|can't|could not|invalid|denied|refused|do(es)? not|no such|unknown|unable)\b|\b(error|emerg|crit)\b/i

/** What says no more than that. */
function isHollow(line: string): boolean {
  return (
    EXIT.test(line.trim()) ||
    /^(E[A-Z]+|it hung up|no answer in time)$/.test(line.trim()) ||
    /Code: 0x|check (the|to see|logs)|unable to start|configuration failed|compiled against/i.test(line)
  )
}

/** Without when and by which process it was said, and by what level. */
function plain({ directory }: Instance, line: string): string {
  return line
    .replaceAll(`${directory}/`, '')
    .replace(/^[-\d]+ [\d:,.]+ \S+ proftpd\[\d+\]( \S+)?: /, '')
    .replace(/^\[[A-Z][a-z]{2} [^\]]*\] (\[[^\]]*\] )+/, '')
    .trim()
}
