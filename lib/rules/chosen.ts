import { foldersNamed, type OwnFolder } from '@/lib/access'

type Words = { folders: string[]; except: string[] }

/** The folders of a mailbox (`user/anna`) that a rule is about. */
export function chosenFolders(mailbox: string, own: OwnFolder[], { folders, except }: Words): string[] {
  const wanted = foldersNamed(mailbox, own, folders)
  const spared = foldersNamed(mailbox, own, except)
  return own
    .map(({ name }) => name)
    .filter((name) => isAt(mailbox, name, wanted) && !isAt(mailbox, name, spared))
}

/** Whether a mailbox has what a rule names by this word. */
export function hasFolder(mailbox: string, own: OwnFolder[], word: string): boolean {
  const named = foldersNamed(mailbox, own, [word])
  return own.some(({ name }) => isAt(mailbox, name, named))
}

/**
 * All folders are below the INBOX by name, and are none of its: only itself is meant by it. Some mail programs write
 * letters with their accents apart, which look the same to people.
 */
function isAt(mailbox: string, given: string, roots: string[]): boolean {
  const name = given.normalize('NFC')
  return roots
    .map((root) => root.normalize('NFC'))
    .some((root) => root === '*' || name === root || (root !== mailbox && name.startsWith(`${root}/`)))
}
