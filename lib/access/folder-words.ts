/**
 * Words by which rules name folders of anybody's: `INBOX`, a special use such as `\Sent`, which is the folder that has
 * it whatever it is called, or a name below the mailbox.
 */

export type OwnFolder = { name: string; specialUse: string | null }

/** The folder with a special use; where mail programs did not say so, the one that is called like it. */
export function folderFor(mailbox: string, own: OwnFolder[], word: string): string | null {
  const [named] = foldersNamed(mailbox, own, [word])
  const plain = `${mailbox}/${word.slice(1)}`
  const wanted = word.startsWith('\\') ? (named ?? plain) : named
  return own.find(({ name }) => name === wanted)?.name ?? null
}

/** What words name, whether it is there or not; `*` stays as it stands. */
export function foldersNamed(mailbox: string, own: OwnFolder[], words: string[]): string[] {
  return words.flatMap((word) => {
    if (word === '*') return ['*']
    if (word.toUpperCase() === 'INBOX') return [mailbox]
    if (!word.startsWith('\\')) return [`${mailbox}/${word}`]
    const use = word.toLowerCase()
    return own.filter(({ specialUse }) => specialUse?.toLowerCase() === use).map(({ name }) => name)
  })
}
