/** What a change broke: what did not work before it is no reason to put it back. */
import type { Instance } from '@/lib/instance/instance'
import { portHolders } from '@/lib/instance/port-holders.mjs'
import type { ConfiguredService } from './files'
import type { Change, Cost } from './journal'
import { silentPort } from './moved-ports'
import { submissionTrouble } from './probe-submission'
import { explainedTrouble, type Trouble } from './servers'

/** What is wrong with a server that has taken a change; null when it does what it did before. */
export async function troubleAfter(
  instance: Instance,
  change: Change,
  service: ConfiguredService,
): Promise<Trouble | null> {
  const trouble = change.troubled[service]
    ? null
    : (silence(instance, change, service) ??
      (await explainedTrouble(instance, service, costOf(change, service))))
  if (trouble || service !== 'postfix') return trouble
  return submissionTrouble(instance, change.submissions ?? [])
}

/** A port that a server moved to and does not listen on: most of them go on without. */
function silence(instance: Instance, { place }: Change, service: ConfiguredService): Trouble | null {
  const port = place ? silentPort(instance, place.before, service) : undefined
  if (port === undefined) return null
  const holder = portHolders(port)[0]?.name
  const detail = holder
    ? `port ${port} is taken by another program: ${holder}`
    : `nothing listens on port ${port}`
  return { code: 'service.refused', detail }
}

export function costOf({ costs }: Change, service: ConfiguredService): Cost {
  return costs[service] ?? 'none'
}
