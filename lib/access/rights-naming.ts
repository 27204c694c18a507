import type { AclEntry } from '@/lib/adapters/imap'
import type { Connections } from './connections'

/** Entries of a folder's access list that name one of those who were asked about, as Cyrus has them. */
export type NamingRow = { folder: string; entries: AclEntry[] }

/** Answers for one listing; more is a listing that never ends. */
const MOST_PAGES = 1000

/**
 * Every folder whose access list gives something to one of these identifiers or takes it, and all those of `owner`.
 * Cyrus's own list of folders is looked through: a LIST as the person leaves out what the person may not look up, and
 * what is deleted and kept, which is called `DELETED/…` here. Errors: unavailable while the agent does not answer.
 */
export async function rightsNaming(
  { callAgent }: Pick<Connections, 'callAgent'>,
  wanted: { ids: string[]; owner?: string },
): Promise<NamingRow[]> {
  const found: NamingRow[] = []
  let page = await callAgent('acl.naming', { ...wanted, skip: 0 })
  for (let pages = 1; ; pages++) {
    for (const { mailbox, entries } of page.rows)
      found.push({ folder: mailbox, entries: entries.map(([id, rights]) => ({ id, rights })) })
    if (page.next >= page.total || page.rows.length === 0 || pages === MOST_PAGES) return found
    page = await callAgent('acl.naming', { ...wanted, list: page.list, skip: page.next })
  }
}
