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

/** What is known already, and what the server's log says since then. */
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
  const more = [...taken, ...errorsSince(instance, service, lengths.get(service) ?? 0)].filter(
    (line) => !detail.includes(line),
  )
  const isNothing = /^(exit code \d+)?$/.test(detail.trim())
  return [...(isNothing && more.length > 0 ? [] : [detail]), ...more].join('\n')
}
