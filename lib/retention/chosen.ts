type Own = { name: string; specialUse: string | null }
type Words = { folders: string[]; except: string[] }

/** The folders of a mailbox (`user/anna`) that a rule is about. */
export function chosenFolders(mailbox: string, own: Own[], { folders, except }: Words): string[] {
  const wanted = rootsOf(mailbox, own, folders)
  const spared = rootsOf(mailbox, own, except)
  return own
    .map(({ name }) => name)
    .filter((name) => isAt(mailbox, name, wanted) && !isAt(mailbox, name, spared))
}

/** What the words name: `INBOX` and `*` as they stand, a special use by the folder that has it. */
function rootsOf(mailbox: string, own: Own[], words: string[]): string[] {
  return words.flatMap((word) => {
    if (word === '*') return ['*']
    if (word.toUpperCase() === 'INBOX') return [mailbox]
    if (!word.startsWith('\\')) return [`${mailbox}/${word}`]
    const use = word.toLowerCase()
    return own.filter(({ specialUse }) => specialUse?.toLowerCase() === use).map(({ name }) => name)
  })
}

/** All folders are below the INBOX by name, and are none of its: only itself is meant by it. */
function isAt(mailbox: string, name: string, roots: string[]): boolean {
  return roots.some(
    (root) => root === '*' || name === root || (root !== mailbox && name.startsWith(`${root}/`)),
  )
}
