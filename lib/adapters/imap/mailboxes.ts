import { setTimeout as delay } from 'node:timers/promises'
import { Turns } from '@/lib/adapters/turns'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { type Argument, ImapConnection, type ImapOptions, type Value } from './connection'
import { checkedLogin, decodeName, folderOf, type MailboxName, mailboxName } from './names'
import { createArguments, OwnFolders, type SpecialUse } from './own-folders'
import { Pool } from './pool'
import { ImapRefusal, unreachable } from './refusal'

export type MailboxesOptions = Omit<ImapOptions, 'timeoutMs'> & { timeoutMs?: number }
export type Quota = { usedBytes: number; limitBytes: number | null }
/** Rights as letters (RFC 4314), such as `lrswipkxtecdan`. */
export type AclEntry = { id: string; rights: string }

/**
 * Cyrus as its administrator. Connections open when needed; waiting for one, signing in and each command take at
 * most `timeoutMs` each, 10 s unless said otherwise, and then are unavailable service.unreachable.
 */
export function connectMailboxes({ timeoutMs = 10_000, ...account }: MailboxesOptions): Mailboxes {
  return new Mailboxes({ ...account, timeoutMs })
}

export class Mailboxes {
  readonly #options: ImapOptions
  readonly #pool: Pool
  readonly #personal: Turns

  constructor(options: ImapOptions) {
    this.#options = options
    this.#pool = new Pool(options)
    this.#personal = new Turns(4, options.timeoutMs, unreachable)
  }

  async exists(name: MailboxName): Promise<boolean> {
    // A name with "*" in it is also a pattern: the answer may hold others.
    return (await this.list(name)).includes(name)
  }

  /** Errors: conflict mailbox.exists; ImapRefusal. */
  async create(name: MailboxName, { specialUse }: { specialUse?: SpecialUse } = {}): Promise<void> {
    try {
      await this.#command('CREATE', createArguments(name, specialUse))
    } catch (error) {
      // Cyrus 3.6 says it in words only, and in other words when the special use is taken: ask.
      if (error instanceof ImapRefusal && (await this.exists(name)))
        throw new ConsoleError('conflict', 'mailbox.exists')
      throw error
    }
  }

  /** With all folders below. Errors: notFound access.notFound unless `ifExists`; ImapRefusal. */
  async remove(name: MailboxName, { ifExists = false }: { ifExists?: boolean } = {}): Promise<void> {
    try {
      // The administrator has every right but the one to delete.
      await this.setAcl(name, this.#options.adminLogin, 'x')
      await this.#delete(name)
    } catch (error) {
      if (!(ifExists && isConsoleError(error, 'notFound'))) throw error
    }
  }

  /**
   * The limit in bytes, rounded up to Cyrus's KiB; null for none.
   * Errors: invalid quota.tooLarge; notFound access.notFound; ImapRefusal.
   */
  async setQuota(name: MailboxName, bytes: number | null): Promise<void> {
    if (bytes !== null && !(bytes >= 0)) throw new RangeError('a quota is a number of bytes')
    const kibibytes = bytes === null ? null : Math.ceil(bytes / KIBIBYTE)
    // One more and Cyrus ends the connection.
    if (kibibytes !== null && kibibytes > LARGEST_QUOTA) throw new ConsoleError('invalid', 'quota.tooLarge')
    const limits = kibibytes === null ? [] : [{ word: 'STORAGE' }, { word: String(kibibytes) }]
    await this.#on(name, 'SETQUOTA', [{ mailbox: name }, limits])
  }

  /** Bytes used by the mailbox and its folders, and the limit; null when there is no such mailbox. */
  async quota(name: MailboxName): Promise<Quota | null> {
    try {
      const [line] = await this.#command('GETQUOTA', [{ mailbox: name }], 'QUOTA')
      const resources = line?.[1]
      const storage = Array.isArray(resources) ? resources.indexOf('STORAGE') : -1
      if (Array.isArray(resources) && storage >= 0) {
        const [used, limit] = [resources[storage + 1], resources[storage + 2]].map(
          (number) => Number(number) * KIBIBYTE,
        )
        return { usedBytes: used ?? 0, limitBytes: limit ?? null }
      }
    } catch (error) {
      // A mailbox without a quota has no quota root either.
      if (!(error instanceof ImapRefusal)) throw error
    }
    const sizes = await this.#sizes(name)
    return sizes.length === 0
      ? null
      : { usedBytes: sizes.reduce((sum, size) => sum + size, 0), limitBytes: null }
  }

  /** Names that match a LIST pattern (`%` one level, `*` all), as the administrator sees them. */
  async list(pattern: string): Promise<MailboxName[]> {
    const lines = await this.#command('LIST', [{ text: '' }, { mailbox: mailboxName(pattern) }], 'LIST')
    return lines.map((line) => mailboxName(decodeName(String(line[2]))))
  }

  /** Errors: notFound access.notFound. */
  async acl(name: MailboxName): Promise<AclEntry[]> {
    const [line = []] = await this.#on(name, 'GETACL', [{ mailbox: name }], 'ACL')
    const [, ...pairs] = line
    return pairs.flatMap((id, i) => (i % 2 === 0 ? [{ id: String(id), rights: String(pairs[i + 1]) }] : []))
  }

  /** Sets exactly these rights for an identifier; '' takes its entry away. Errors: as acl; ImapRefusal. */
  async setAcl(name: MailboxName, id: string, rights: string): Promise<void> {
    const who = { text: checkedLogin(id) }
    if (!/^[a-z0-9]*$/.test(rights)) throw new ConsoleError('invalid', 'input.unknown')
    if (rights === '') await this.#on(name, 'DELETEACL', [{ mailbox: name }, who])
    else await this.#on(name, 'SETACL', [{ mailbox: name }, who, { text: rights }])
  }

  /** Works as this person, on a connection of its own that ends with the work. */
  asPerson<T>(login: string, work: (own: OwnFolders) => Promise<T>): Promise<T> {
    const person = checkedLogin(login)
    return this.#personal.take(async () => {
      const connection = await ImapConnection.open(this.#options, person)
      try {
        return await work(new OwnFolders(connection))
      } finally {
        connection.close()
      }
    })
  }

  close(): void {
    this.#pool.close()
  }

  async #delete(name: MailboxName): Promise<void> {
    try {
      await this.#on(name, 'DELETE', [{ mailbox: name }])
    } catch (error) {
      if (!(error instanceof ImapRefusal && /already exists/i.test(error.text))) throw error
      // Cyrus keeps what was deleted under its name and the second: one of this name went in this very second.
      await delay(1000 - (Date.now() % 1000))
      await this.#on(name, 'DELETE', [{ mailbox: name }])
    }
  }

  async #sizes(name: MailboxName): Promise<number[]> {
    const names = [{ mailbox: name }, { mailbox: folderOf(name, '*') }]
    const size = [{ word: 'RETURN' }, [{ word: 'METADATA' }, [{ word: SIZE }]]]
    const lines = await this.#command('LIST', [{ text: '' }, names, ...size], 'METADATA')
    return lines.map(([, annotations]) => Number(annotation(annotations, SIZE) ?? 0))
  }

  /** A command on a mailbox that should be there: notFound when it is refused because it is not. */
  async #on(name: MailboxName, verb: string, words: Argument[], wanted?: string): Promise<Value[][]> {
    try {
      return await this.#command(verb, words, wanted)
    } catch (error) {
      if (error instanceof ImapRefusal && !(await this.exists(name)))
        throw new ConsoleError('notFound', 'access.notFound')
      throw error
    }
  }

  #command(verb: string, words: Argument[], wanted?: string): Promise<Value[][]> {
    return this.#pool.use((connection) => connection.command(verb, words, wanted))
  }
}

const KIBIBYTE = 1024
/** In KiB. */
const LARGEST_QUOTA = 2_147_483_647
/** Bytes in one mailbox; an administrator may read it without rights on the mailbox, unlike STATUS. */
const SIZE = '/shared/vendor/cmu/cyrus-imapd/size'

function annotation(pairs: Value | undefined, entry: string): Value | undefined {
  return Array.isArray(pairs) ? pairs[pairs.indexOf(entry) + 1] : undefined
}
