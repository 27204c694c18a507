/** Rights that access lists of others' folders give somebody who goes or is gone: the next one of the name would have them. */
import { batches } from '@/lib/adapters/batches'
import { mailboxName } from '@/lib/adapters/imap'
import { isConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import { heldSince } from './holders'
import { rightsNaming } from './rights-naming'

export type NamedRights = { folder: string; id: string; rights: string }

/** A folder that gets another name between the look and the change is found at the next look. */
const LOOKS = 4
/** Identifiers in one question to the agent. */
const MANY = 1000
/** What Cyrus itself means by a name. */
const NOBODYS = ['anyone', 'anonymous']

/** What access lists of folders of others, also of deleted ones that are kept, say of these identifiers. */
export async function rightsElsewhere(
  { callAgent }: Pick<Connections, 'callAgent'>,
  ids: string[],
): Promise<NamedRights[]> {
  const found: NamedRights[] = []
  for (const some of batches(ids, MANY))
    for (const { folder, entries } of await rightsNaming({ callAgent }, { ids: some })) {
      const owner = /^(?:DELETED\/)?user\/([^/]+)/.exec(folder)?.[1]
      for (const entry of entries) if (positive(entry.id) !== owner) found.push({ folder, ...entry })
    }
  return found
}

/** Takes them out. Gives what was taken. */
export async function forgetRights(
  { mailboxes, callAgent }: Pick<Connections, 'mailboxes' | 'callAgent'>,
  ids: string[],
): Promise<NamedRights[]> {
  const taken: NamedRights[] = []
  for (let look = 0; look < LOOKS; look++) {
    const named = await rightsElsewhere({ callAgent }, ids)
    const settings = named.map(({ folder, id }) => ({ name: mailboxName(folder), id, rights: '' }))
    const refused = settings.length > 0 ? await mailboxes.folders.acls.setAll(settings) : []
    taken.push(...named.filter((_, at) => refused[at] === null))
    const trouble = refused.find((error) => error !== null && !isConsoleError(error, 'notFound'))
    if (trouble) throw trouble
    if (refused.every((error) => error === null)) break
  }
  return taken
}

/**
 * Those of these identifiers that are nobody's in the directory. No login begins with `-`: with it an identifier means
 * what is taken from somebody who may well be there.
 */
export async function nobodyOf(
  { directory, instance }: Pick<Connections, 'directory' | 'instance'>,
  ids: string[],
): Promise<string[]> {
  const held = await heldSince(directory, instance.suffix, ids)
  return ids.filter((id) => !held.has(id) && !NOBODYS.includes(id) && !id.startsWith('-'))
}

/** Every identifier in access lists of others' folders that is nobody's. */
export async function nobodies(
  connections: Pick<Connections, 'callAgent' | 'directory' | 'instance'>,
): Promise<string[]> {
  const ids: string[] = []
  let page = await connections.callAgent('acl.identifiers', { skip: 0 })
  ids.push(...page.ids)
  while (page.next < page.total && page.ids.length > 0) {
    page = await connections.callAgent('acl.identifiers', { list: page.list, skip: page.next })
    ids.push(...page.ids)
  }
  return nobodyOf(connections, [...new Set(ids)])
}

function positive(id: string): string {
  return id.startsWith('-') ? id.slice(1) : id
}
