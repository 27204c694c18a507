import { ConsoleError, isConsoleError } from '@/lib/errors'
import { AccessLists, type AclEntry } from './acl'
import { Administrator } from './administrator'
import type { ImapOptions, Value } from './connection'
import { removeMailbox } from './deletion'
import { SIZE } from './folder-facts'
import { Folders } from './folders'
import { mayHaveLimit } from './limits'
import { folderOf, type MailboxName } from './names'
import { createArguments, OwnFolders, type SpecialUse } from './own-folders'
import { ImapRefusal } from './refusal'

export type MailboxesOptions = Omit<ImapOptions, 'timeoutMs'> & { timeoutMs?: number }
export type Quota = { usedBytes: number; limitBytes: number | null }

/**
 * Cyrus as its administrator. Connections open when needed; waiting for one, signing in and each command take at
 * most `timeoutMs` each, 10 s unless said otherwise, and then are unavailable service.unreachable.
 */
export function connectMailboxes({ timeoutMs = 10_000, ...account }: MailboxesOptions): Mailboxes {
  return new Mailboxes({ ...account, timeoutMs })
}

export class Mailboxes {
  readonly #administrator: Administrator
  readonly #acls: AccessLists
  readonly folders: Folders

  constructor(options: ImapOptions) {
    this.#administrator = new Administrator(options)
    this.#acls = new AccessLists(this.#administrator)
    this.folders = new Folders(this.#administrator)
  }

  exists(name: MailboxName): Promise<boolean> {
    return this.#administrator.exists(name)
  }

  /** Errors: conflict mailbox.exists; ImapRefusal. */
  async create(name: MailboxName, { specialUse }: { specialUse?: SpecialUse } = {}): Promise<void> {
    try {
      await this.#administrator.command('CREATE', createArguments(name, specialUse))
    } catch (error) {
      // Cyrus 3.6 says it in words only, and in other words when the special use is taken: ask.
      if (error instanceof ImapRefusal && (await this.exists(name)))
        throw new ConsoleError('conflict', 'mailbox.exists')
      throw error
    }
  }

  /** With all folders below. Errors: notFound folder.gone unless `ifExists`; ImapRefusal. */
  async remove(name: MailboxName, { ifExists = false }: { ifExists?: boolean } = {}): Promise<void> {
    try {
      // The administrator has every right but the one to delete.
      await this.setAcl(name, this.#administrator.login, 'x')
      await removeMailbox(this.#administrator, name)
    } catch (error) {
      if (!(ifExists && isConsoleError(error, 'notFound'))) throw error
    }
  }

  /**
   * The limit in bytes, rounded up to Cyrus's KiB; null for none.
   * Errors: invalid quota.tooLarge, quota.longName; notFound folder.gone; ImapRefusal.
   */
  async setQuota(name: MailboxName, bytes: number | null): Promise<void> {
    if (bytes !== null && !(bytes >= 0)) throw new RangeError('a quota is a number of bytes')
    const kibibytes = bytes === null ? null : Math.ceil(bytes / KIBIBYTE)
    // One more and Cyrus ends the connection.
    if (kibibytes !== null && kibibytes > LARGEST_QUOTA) throw new ConsoleError('invalid', 'quota.tooLarge')
    if (kibibytes !== null && !mayHaveLimit(name)) throw new ConsoleError('invalid', 'quota.longName')
    const limits = kibibytes === null ? [] : [{ word: 'STORAGE' }, { word: String(kibibytes) }]
    await this.#administrator.on(name, 'SETQUOTA', [{ mailbox: name }, limits])
  }

  /** What is used of their limits, in bytes; those without one are left out. Cyrus opens no mailbox for it. */
  async limited(names: MailboxName[]): Promise<Map<MailboxName, Quota>> {
    const told = await Promise.all(names.map(async (name) => [name, await this.#limited(name)] as const))
    return new Map(told.flatMap(([name, quota]) => (quota ? [[name, quota] as const] : [])))
  }

  async #limited(name: MailboxName): Promise<Quota | null> {
    try {
      const [line] = await this.#administrator.command('GETQUOTA', [{ mailbox: name }], 'QUOTA')
      const resources = line?.[1]
      const storage = Array.isArray(resources) ? resources.indexOf('STORAGE') : -1
      if (!Array.isArray(resources) || storage < 0) return null
      const [used, limit] = [resources[storage + 1], resources[storage + 2]].map(
        (number) => Number(number) * KIBIBYTE,
      )
      return { usedBytes: used ?? 0, limitBytes: limit ?? null }
    } catch (error) {
      // A mailbox without a quota has no quota root either.
      if (error instanceof ImapRefusal) return null
      throw error
    }
  }

  /** Bytes used by the mailbox and its folders, and the limit; null when there is no such mailbox. */
  async quota(name: MailboxName): Promise<Quota | null> {
    const limited = await this.#limited(name)
    if (limited) return limited
    // Cyrus looks through all mailboxes for a LIST, also when there is none of the name.
    if (!(await this.exists(name))) return null
    const sizes = await this.#sizes(name)
    return sizes.length === 0
      ? null
      : { usedBytes: sizes.reduce((sum, size) => sum + size, 0), limitBytes: null }
  }

  /** Names that match a LIST pattern (`%` one level, `*` all), as the administrator sees them. */
  list(pattern: string): Promise<MailboxName[]> {
    return this.#administrator.list(pattern)
  }

  acl(name: MailboxName): Promise<AclEntry[]> {
    return this.#acls.read(name)
  }

  setAcl(name: MailboxName, id: string, rights: string): Promise<void> {
    return this.#acls.set(name, id, rights)
  }

  /** Works as this person, on a connection of its own that ends with the work. */
  asPerson<T>(login: string, work: (own: OwnFolders) => Promise<T>): Promise<T> {
    return this.#administrator.asPerson(login, (connection) => work(new OwnFolders(connection)))
  }

  close(): void {
    this.#administrator.close()
  }

  async #sizes(name: MailboxName): Promise<number[]> {
    const names = [{ mailbox: name }, { mailbox: folderOf(name, '*') }]
    const size = [{ word: 'RETURN' }, [{ word: 'METADATA' }, [{ word: SIZE }]]]
    const lines = await this.#administrator.command('LIST', [{ text: '' }, names, ...size], 'METADATA')
    return lines.map(([, annotations]) => Number(annotation(annotations, SIZE) ?? 0))
  }
}

const KIBIBYTE = 1024
/** In KiB. */
const LARGEST_QUOTA = 2_147_483_647

function annotation(pairs: Value | undefined, entry: string): Value | undefined {
  return Array.isArray(pairs) ? pairs[pairs.indexOf(entry) + 1] : undefined
}
