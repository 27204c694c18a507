/**
 * Since when the accounts and groups of the directory are there. A login or the name of a group is free again when its
 * holder is gone, so that what Cyrus keeps under it from before is somebody else's.
 */
import { batches } from '@/lib/adapters/batches'
import { type Entry, generalizedTime, type LdapDirectory } from '@/lib/adapters/ldap'
import * as filter from '@/lib/adapters/ldap/filter'

const GROUP = 'group:'
const MANY = 100

/** By identifier as in access lists: logins, also those of services, and `group:…`; who is not there is left out. */
export async function heldSince(
  directory: LdapDirectory,
  suffix: string,
  ids: string[],
): Promise<Map<string, Date>> {
  const since = new Map<string, Date>()
  for (const some of batches(ids, MANY)) {
    const meant = filter.or(...some.map(meaning))
    const attributes = ['uid', 'smGroupId', 'createTimestamp']
    for (const entry of await directory.as(null).search(suffix, meant, { scope: 'sub', attributes })) {
      const made = generalizedTime(entry.first('createTimestamp') ?? '')
      if (made) since.set(identifierOf(entry), made)
    }
  }
  return since
}

function meaning(id: string) {
  return id.startsWith(GROUP) ? filter.equals('smGroupId', id.slice(GROUP.length)) : filter.equals('uid', id)
}

function identifierOf(entry: Entry): string {
  const groupId = entry.first('smGroupId')
  return (groupId === undefined ? (entry.first('uid') ?? '') : `${GROUP}${groupId}`).toLowerCase()
}
