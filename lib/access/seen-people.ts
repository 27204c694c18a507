/** Whom somebody may know of: a record names people that may be in a private container, where its reader is not. */
import { batches } from '@/lib/adapters/batches'
import type { LdapDirectory } from '@/lib/adapters/ldap'
import * as filter from '@/lib/adapters/ldap/filter'

const MANY = 100

/** Those of these entryUUIDs that slapd lets this person see, in scope or not. Who is gone is not among them. */
export async function seenPeople(
  directory: LdapDirectory,
  { dn, suffix }: { dn: string; suffix: string },
  ids: string[],
): Promise<Set<string>> {
  const seen = new Set<string>()
  for (const some of batches([...new Set(ids)], MANY)) {
    const wanted = filter.or(...some.map((id) => filter.equals('entryUUID', id)))
    const found = await directory.as(dn).search(suffix, wanted, { scope: 'sub', attributes: ['entryUUID'] })
    for (const entry of found) seen.add(entry.first('entryUUID') ?? '')
  }
  return seen
}
