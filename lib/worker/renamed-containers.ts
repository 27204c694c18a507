/**
 * What ldapmodrdn renames or moves keeps, in its memberURL and in those below, the old DN: nobody would be in these
 * groups any more. The first look goes through all containers, later ones through those whose entry changed since.
 */
import { perform } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { isWithin } from '@/lib/adapters/ldap'
import { and, atLeast, equals, present } from '@/lib/adapters/ldap/filter'
import { refreshGroups } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { groupMembersUrl } from '@/lib/instance/slapd/schema'
import { log } from './log'

/** A change is dated when it begins and seen when it ended. */
const OVERLAP_MS = 30_000
const groups = and(equals('objectClass', 'smContainer'), present('memberURL'))

/** The work of a round; gives the DNs of the containers that it brought up to date. */
export function followRenames(over: Connections = connections()): () => Promise<string[]> {
  let since: number | null = null
  /** The state in which each container was last looked at. */
  let seen = new Map<string, string>()
  return async () => {
    const begun = Date.now()
    const changed = await changedContainers(over, since)
    const news = [...changed].filter(([dn, state]) => seen.get(dn) !== state).map(([dn]) => dn)
    const stale = await staleGroups(over, since === null ? [over.instance.suffix] : outermost(news))
    const done: string[] = []
    for (const dn of outermost(stale)) if (await refresh(dn, over)) done.push(dn)
    since = begun
    seen = changed
    return done
  }
}

/** DNs with entryCSN, which slapd keeps in order of time and indexed (as modifyTimestamp is not). */
async function changedContainers(over: Connections, since: number | null): Promise<Map<string, string>> {
  if (since === null) return new Map()
  // Whoever sets the clock back must not make changes of before the later ones.
  const from = new Date(Math.min(since, Date.now()) - OVERLAP_MS).toISOString()
  const later = atLeast('entryCSN', `${from.replace(/[-:T]|\..*/g, '')}.000000Z#000000#000#000000`)
  const options = { scope: 'sub' as const, attributes: ['entryCSN'] }
  const found = await over.directory.as(null).search(over.instance.suffix, and(groups, later), options)
  return new Map(found.map((entry) => [entry.dn, entry.first('entryCSN') ?? '']))
}

/** The groups at and below these containers that mean another place than their own. */
async function staleGroups(over: Connections, containers: string[]): Promise<string[]> {
  const stale: string[] = []
  const options = { scope: 'sub' as const, attributes: ['memberURL'] }
  for (const dn of containers)
    for (const group of await over.directory.as(null).search(dn, groups, options))
      if (group.values('memberURL').join() !== groupMembersUrl(group.dn, over.instance.suffix))
        stale.push(group.dn)
  return stale
}

async function refresh(dn: string, over: Connections): Promise<boolean> {
  try {
    await perform({ kind: 'root' }, refreshGroups, { dn }, over)
    return true
  } catch (error) {
    // What slapd refuses it will refuse again until the entry is another one; a server that is away comes back.
    if (!isConsoleError(error) || error.kind === 'unavailable') throw error
    log('trouble', { with: 'renamed containers', dn, trouble: error.message })
    return false
  }
}

/** Those that are in none of the others. */
function outermost(dns: string[]): string[] {
  const byLength = dns.toSorted((a, b) => a.length - b.length)
  return byLength.filter((dn, at) => !byLength.slice(0, at).some((outer) => isWithin(dn, outer)))
}
