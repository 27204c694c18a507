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

/** All folders are below the INBOX by name, and are none of its: only itself is meant by it. */
function isAt(mailbox: string, name: string, roots: string[]): boolean {
  return roots.some(
    (root) => root === '*' || name === root || (root !== mailbox && name.startsWith(`${root}/`)),
  )
}
