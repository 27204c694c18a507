/** Old messages in a person's folders, counted and deleted as that person. */
import { batches } from '../batches'
import type { Argument, ImapConnection } from './connection'
import type { MailboxName } from './names'

/** `seconds` since a message came in (INTERNALDATE, which its sender cannot choose). */
export type OldMail = { seconds: number; sparesFlagged: boolean }

/** Messages in one command. */
const SLICE = 500

/** Whether somebody may read a folder and delete in it (RFC 4314). Errors: ImapRefusal. */
export async function mayDeleteIn(connection: ImapConnection, folder: MailboxName): Promise<boolean> {
  const [line] = await connection.command('MYRIGHTS', [{ mailbox: folder }], 'MYRIGHTS')
  return [...'rte'].every((right) => String(line?.[1]).includes(right))
}

/** What is old in a folder, by the numbers that stay (RFC 5032, RFC 4731). Errors: ImapRefusal. */
export async function countOld(
  connection: ImapConnection,
  folder: MailboxName,
  old: OldMail,
): Promise<number> {
  await connection.command('EXAMINE', [{ mailbox: folder }])
  return Number((await search(connection, 'COUNT', old)) ?? 0)
}

/**
 * Deletes it, and nothing that the person has marked for deletion besides; tells how many as soon as they are gone. Cut
 * off on the way, the rest is done the next time. Errors: ImapRefusal.
 */
export async function deleteOld(
  connection: ImapConnection,
  folder: MailboxName,
  old: OldMail,
  tell: (count: number) => void,
): Promise<void> {
  await connection.command('SELECT', [{ mailbox: folder }])
  const uids = numbersIn((await search(connection, 'ALL', old)) ?? '')
  for (const slice of batches(uids, SLICE)) {
    const some = { word: slice.join(',') }
    const mark: Argument[] = [some, { word: '+FLAGS.SILENT' }, [{ word: '\\Deleted' }]]
    await connection.command('UID STORE', mark)
    await connection.command('UID EXPUNGE', [some])
    tell(slice.length)
  }
}

/** One value of an ESEARCH response; null when nothing was found. */
async function search(
  connection: ImapConnection,
  wanted: 'COUNT' | 'ALL',
  { seconds, sparesFlagged }: OldMail,
): Promise<string | null> {
  const words = ['RETURN', [wanted], 'OLDER', String(seconds), ...(sparesFlagged ? ['UNFLAGGED'] : [])]
  const [line = []] = await connection.command('UID SEARCH', words.map(argument), 'ESEARCH')
  const at = line.indexOf(wanted)
  return at < 0 ? null : String(line[at + 1])
}

function argument(word: string | string[]): Argument {
  return Array.isArray(word) ? word.map(argument) : { word }
}

/** The numbers of a set such as `1:3,7` (RFC 3501, sequence-set). */
export function numbersIn(set: string): number[] {
  return set.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split(':').map(Number)
    return first === 0
      ? []
      : Array.from({ length: Math.abs(last - first) + 1 }, (_, at) => Math.min(first, last) + at)
  })
}
