import { batches } from '../batches'
import { NAMES, numberOf, textOf } from './answers'
import type { Argument, ImapConnection, Value } from './connection'
import { type MailboxName, receivedName } from './names'
import { ImapRefusal, isBusy, isNoMailbox } from './refusal'

/**
 * What the administrator may read of every folder. `type` is the value of the Kolab annotation; which of the messages
 * were seen is different for each person. Of a damaged folder, which is in the list of folders but cannot be opened,
 * Cyrus knows a count of messages at most.
 */
export type FolderFacts = {
  type: string | null
  bytes: number
  partition: string
  messages: number | null
  isDamaged: boolean
}

export const KOLAB_TYPE = '/shared/vendor/kolab/folder-type'
/** Bytes in one mailbox; an administrator may read it without rights on the mailbox, unlike STATUS. */
export const SIZE = '/shared/vendor/cmu/cyrus-imapd/size'
/** Stays the same through renames, and no other folder gets it. */
export const UNIQUE_ID = '/shared/vendor/cmu/cyrus-imapd/uniqueid'
const PARTITION = '/shared/vendor/cmu/cyrus-imapd/partition'
const ENTRIES: Argument[] = [KOLAB_TYPE, SIZE, PARTITION].map((word) => ({ word }))

/**
 * In the order of the names; null where there is no such folder. Errors: unavailable, with folder.busy where one of them
 * is waited for longer than `patienceMs`.
 */
export async function factsOf(
  connection: ImapConnection,
  names: MailboxName[],
  patienceMs?: number,
): Promise<(FolderFacts | null)[]> {
  const messages = [{ word: 'MESSAGES' }]
  const count = (mailbox: MailboxName) =>
    connection.command('STATUS', [{ mailbox }, messages], 'STATUS', patienceMs)
  const [counts, [metadata]] = await Promise.all([
    Promise.allSettled(names.map(count)),
    Promise.allSettled([metadataOf(connection, names, patienceMs)]),
  ])
  for (const answer of [...counts, metadata])
    if (answer.status === 'rejected' && isBusy(answer.reason)) throw answer.reason
  if (metadata.status === 'rejected') throw metadata.reason
  return metadata.value.map((told, at) => factsIn(counts[at] as Told, told))
}

/** One of these for many folders, by name; '' where Cyrus knows a folder and cannot open it. Errors: unavailable. */
export async function toldOf(
  connection: ImapConnection,
  names: MailboxName[],
  entry: typeof SIZE | typeof UNIQUE_ID | typeof KOLAB_TYPE,
): Promise<Map<MailboxName, string>> {
  const found = new Map<MailboxName, string>()
  for (const some of batches(names, NAMES)) {
    const ask = (mailbox: MailboxName) =>
      connection.command('GETMETADATA', [{ mailbox }, [{ word: entry }]], 'METADATA')
    for (const [at, told] of (await Promise.allSettled(some.map(ask))).entries()) {
      const name = some[at] as MailboxName
      if (told.status === 'rejected' && !(told.reason instanceof ImapRefusal)) throw told.reason
      if (told.status === 'rejected' && isNoMailbox(told.reason)) continue
      // A "*" in a name matches others too.
      const lines = told.status === 'fulfilled' ? told.value : []
      const own = lines.find(([other]) => receivedName(String(other)) === name)
      found.set(name, textOf(own?.[1], entry) ?? '')
    }
  }
  return found
}

type Told = PromiseSettledResult<Value[][]>

/** Asked for in one go, which Cyrus gives up where one is gone or damaged: then each by itself. */
async function metadataOf(
  connection: ImapConnection,
  names: MailboxName[],
  patienceMs?: number,
): Promise<Told[]> {
  const ask = (mailboxes: Argument) =>
    connection.command('GETMETADATA', [mailboxes, ENTRIES], 'METADATA', patienceMs)
  const all = await ask(names.map((mailbox) => ({ mailbox }))).catch((error: unknown) => {
    if (error instanceof ImapRefusal) return []
    throw error
  })
  const byName = (lines: Value[][]) => new Map(lines.map((line) => [receivedName(String(line[0])), line]))
  const told = byName(all)
  return Promise.allSettled(
    names.map(async (mailbox) => {
      const line = told.get(mailbox)
      if (line) return [line]
      const lines = await ask({ mailbox })
      // A "*" in a name matches others too.
      const own = byName(lines).get(mailbox)
      return own ? [own] : lines
    }),
  )
}

function factsIn(status: Told, metadata: Told): FolderFacts | null {
  for (const { reason } of [status, metadata].filter((answer) => answer.status === 'rejected')) {
    if (isNoMailbox(reason)) return null
    if (!(reason instanceof ImapRefusal)) throw reason
  }
  const [, counts] = (status.status === 'fulfilled' && status.value[0]) || []
  const [, pairs] = (metadata.status === 'fulfilled' && metadata.value[0]) || []
  return {
    type: textOf(pairs, KOLAB_TYPE),
    bytes: Number(textOf(pairs, SIZE) ?? 0),
    partition: textOf(pairs, PARTITION) ?? '',
    messages: numberOf(counts, 'MESSAGES'),
    isDamaged: pairs === undefined,
  }
}
