import { fault } from '@/lib/adapters/agent/frame'
import { isContainerDn } from '@/lib/instance/slapd/private-containers'
import { refreshAccess } from '@/lib/instance/slapd/steps'
import { log } from '../log'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** Milliseconds for which a container stays hidden when whoever asked for it does not come back. */
const LEASE_MS = 10 * 60_000
/** Each makes a rule that slapd goes through for every entry. */
const MOST_LEASES = 500

/** Containers hidden although they are not private (yet), and until when. */
const leases = new Map<string, number>()
/** One round that has not begun yet serves everybody who asks before it does. */
let next: Promise<boolean> | undefined

/** Makes slapd's access rules follow the private containers. Errors: 'invalid' agent.refused for what is no container's DN. */
export const refreshDirectoryAccess: Verb<'directory.refreshAccess'> = async (
  instance,
  { also, settled },
) => {
  if (![...also, ...settled].every((dn) => isContainerDn(dn, instance.suffix))) {
    throw fault('a DN is not that of a container')
  }
  for (const [dn, until] of leases) if (until < Date.now()) leases.delete(dn)
  for (const dn of settled) leases.delete(dn)
  if (leases.size + also.length > MOST_LEASES) throw fault('too many containers are about to change')
  for (const dn of also) leases.set(dn, Date.now() + LEASE_MS)
  next ??= inTurn('access rules', () => {
    next = undefined
    return refreshAccess(instance, [...leases.keys()])
  })
  const changed = await next
  log('access rules', { changed: String(changed) })
  return { changed }
}
