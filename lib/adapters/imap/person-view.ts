import { batches } from '../batches'
import { type Administrator, hasFlag, isNameOnly } from './administrator'
import { NAMES, numberOf, only } from './answers'
import type { Argument, ImapConnection, Value } from './connection'
import { type MailboxName, receivedName } from './names'
import { countOld, deleteOld, mayDeleteIn, type OldMail } from './old-mail'
import { fullName, type Prefixes, personName, prefixesFrom } from './person-names'
import { ImapRefusal, isBusy, isNoMailbox } from './refusal'

/** What is a person's own about a folder: unseen messages and the special use (RFC 6154). */
export type OwnFacts = { messages: number | null; unseen: number | null; specialUse: string | null }

const SPECIAL_USES = [
  ...['\\Drafts', '\\Sent', '\\Trash', '\\Junk', '\\Archive', '\\Important', '\\Flagged', '\\All'],
]

const KINDS = ['LIST', 'STATUS']
/** How long one answer may take, and how long nothing is counted after one that took longer. */
const PATIENCE_MS = 5000
const A_MOMENT_MS = 15_000

/** Folders, by their names from the top, as Cyrus shows them to one person. */
export class PersonView {
  readonly #administrator: Administrator
  readonly #uncountedUntil = new Map<string, number>()

  constructor(administrator: Administrator) {
    this.#administrator = administrator
  }

  /** By name; what the person does not see is left out. While somebody else holds one of them nothing is counted. */
  async ownFacts(login: string, names: MailboxName[]): Promise<Map<MailboxName, OwnFacts>> {
    const isHeld = Date.now() < (this.#uncountedUntil.get(login) ?? 0)
    return this.#ownFacts(login, names, !isHeld).catch((error: unknown) => {
      if (!isBusy(error)) throw error
      this.#uncountedUntil.set(login, Date.now() + A_MOMENT_MS)
      return this.#ownFacts(login, names, false)
    })
  }

  #ownFacts(login: string, names: MailboxName[], isCounted: boolean): Promise<Map<MailboxName, OwnFacts>> {
    return this.#asPerson(login, async (connection, prefixes) => {
      const found = new Map<MailboxName, OwnFacts>()
      const facts = (name: Value | undefined) => {
        const full = fullName(receivedName(String(name)), login, prefixes)
        const known = found.get(full) ?? { messages: null, unseen: null, specialUse: null }
        found.set(full, known)
        return known
      }
      const status = [{ word: 'STATUS' }, [{ word: 'MESSAGES' }, { word: 'UNSEEN' }]]
      const wanted: Argument[] = [{ word: 'SPECIAL-USE' }, ...(isCounted ? status : [])]
      for (const some of batches(names, NAMES)) {
        const own = some.map((name) => ({ mailbox: personName(name, login, prefixes) }))
        const words = [{ text: '' }, own, { word: 'RETURN' }, wanted]
        for (const { kind, values } of await connection.answers('LIST', words, KINDS, PATIENCE_MS)) {
          if (kind === 'LIST') facts(values[2]).specialUse = specialUse(values[0])
          else {
            facts(values[0]).messages = numberOf(values[1], 'MESSAGES')
            facts(values[0]).unseen = numberOf(values[1], 'UNSEEN')
          }
        }
      }
      return only(found, names)
    })
  }

  /** What Cyrus lets a person do with a folder; null when it is not there for that person. */
  rightsOf(login: string, name: MailboxName): Promise<string | null> {
    return this.#asPerson(login, async (connection, prefixes) => {
      const words = [{ mailbox: personName(name, login, prefixes) }]
      try {
        const [line] = await connection.command('MYRIGHTS', words, 'MYRIGHTS')
        return String(line?.[1] ?? '')
      } catch (error) {
        if (error instanceof ImapRefusal) return null
        throw error
      }
    })
  }

  /** The person's own folders that mail programs show. */
  ownFolders(login: string): Promise<{ name: MailboxName; specialUse: string | null }[]> {
    return this.#asPerson(login, async (connection, prefixes) => {
      const words = [{ text: '' }, { text: '*' }, { word: 'RETURN' }, [{ word: 'SPECIAL-USE' }]]
      const lines = await connection.command('LIST', words, 'LIST')
      return lines.flatMap(([flags, , name]) => {
        const full = fullName(receivedName(String(name)), login, prefixes)
        const isOwn = full === `user/${login}` || full.startsWith(`user/${login}/`)
        return isOwn && !isNameOnly(flags) ? [{ name: full, specialUse: specialUse(flags) }] : []
      })
    })
  }

  /**
   * Counts old messages of folders, or deletes them, and tells of each folder, or of each part of its messages, as soon
   * as that is done: null where the person may not; folders without any, or gone meanwhile, are left out. Errors:
   * ImapRefusal.
   */
  oldMail(
    login: string,
    names: MailboxName[],
    { act, ...old }: OldMail & { act: 'count' | 'delete' },
    tell: (name: MailboxName, count: number | null) => void,
  ): Promise<void> {
    return this.#asPerson(login, async (connection, prefixes) => {
      for (const name of names) {
        const folder = personName(name, login, prefixes)
        try {
          if (!(await mayDeleteIn(connection, folder))) tell(name, null)
          else if (act === 'delete') await deleteOld(connection, folder, old, (count) => tell(name, count))
          else {
            const count = await countOld(connection, folder, old)
            if (count > 0) tell(name, count)
          }
        } catch (error) {
          if (!isNoMailbox(error)) throw error
        }
      }
    })
  }

  #asPerson<T>(
    login: string,
    work: (connection: ImapConnection, prefixes: Prefixes) => Promise<T>,
  ): Promise<T> {
    return this.#administrator.asPerson(login, async (connection) => {
      const [namespace] = await connection.command('NAMESPACE', [], 'NAMESPACE')
      return work(connection, prefixesFrom(namespace ?? []))
    })
  }
}

function specialUse(flags: Value | undefined): string | null {
  return SPECIAL_USES.find((use) => hasFlag(flags, use)) ?? null
}
