/**
 * Folders that anyone may post to. Mail to `anna+Sent@example.com` is for anna's folder Sent; Cyrus, to which Postfix
 * says nobody's name, puts it there only if the identifier `anyone` has the right `p`, else into the INBOX.
 */
import { type LdapDirectory, parentDn, sameDn } from '@/lib/adapters/ldap'
import type { Connections } from './connections'
import { entryIdOf } from './directory'
import { folderFor } from './folder-words'
import type { Handles } from './handles'

const ANYONE = 'anyone'
const POST = 'p'

export type PostingFolder = { name: string; isOpen: boolean }

/** A person's folders that these words name, and whether anyone may post to them. */
export async function postingFolders(
  { folders }: Pick<Handles, 'folders'>,
  login: string,
  words: string[],
): Promise<PostingFolder[]> {
  if (words.length === 0) return []
  const own = await folders.ownMail(login)
  const names = new Set(words.flatMap((word) => folderFor(`user/${login}`, own, word) ?? []))
  const found: PostingFolder[] = []
  for (const name of names) {
    const entry = (await folders.acl(name)).find(({ id }) => id === ANYONE)
    found.push({ name, isOpen: entry?.rights.includes(POST) ?? false })
  }
  return found
}

/** Gives the right where it is not given yet; what else anyone may stays. Gives to how many folders. */
export async function openForPosting(
  handles: Pick<Handles, 'folders' | 'intent'>,
  login: string,
  words: string[],
): Promise<number> {
  const closed = (await postingFolders(handles, login, words)).filter(({ isOpen }) => !isOpen)
  for (const { name } of closed) {
    await handles.folders.setAcl(name, ANYONE, `+${POST}`)
    handles.intent.change({ dn: name, attribute: ANYONE, before: [], after: [POST] })
  }
  return closed.length
}

/** Takes the right, whoever gave it, but not from folders that `kept` names as well. */
export async function closeForPosting(
  handles: Pick<Handles, 'folders' | 'intent'>,
  login: string,
  { words, kept }: { words: string[]; kept: string[] },
): Promise<number> {
  const staying = new Set((await postingFolders(handles, login, kept)).map(({ name }) => name))
  const found = await postingFolders(handles, login, words)
  const open = found.filter(({ name, isOpen }) => isOpen && !staying.has(name))
  for (const { name } of open) {
    await handles.folders.setAcl(name, ANYONE, `-${POST}`)
    handles.intent.change({ dn: name, attribute: ANYONE, before: [POST], after: [] })
  }
  return open.length
}

/** What rules, whoever set them, say of an account: words for the folders that anyone may post to. */
export async function postingWordsAt(
  { database, directory }: { database: Connections['database']; directory: LdapDirectory },
  suffix: string,
  dn: string,
): Promise<string[]> {
  const rules = await database.folderRule.findMany({ where: { kind: 'posting' } })
  if (rules.length === 0) return []
  const places = new Set([''])
  for (let at = dn; at !== '' && !sameDn(at, suffix); at = parentDn(at))
    places.add(await entryIdOf(directory, at))
  const words = rules
    .filter(({ place }) => places.has(place))
    .map(({ terms }) => (JSON.parse(terms) as { folder: string }).folder)
  return [...new Set(words)]
}
