import { Turns } from '@/lib/adapters/turns'
import { ConsoleError } from '@/lib/errors'
import {
  type Argument,
  ImapConnection,
  type ImapOptions,
  isOfTree,
  TREE_PATIENCE_MS,
  type Value,
} from './connection'
import { checkedLogin, type MailboxName, mailboxName, receivedName } from './names'
import { Pool } from './pool'
import { ImapRefusal, isNoMailbox, unreachable } from './refusal'

/** Cyrus's administrator at work: what mailboxes, folders and access lists have in common. */
export class Administrator {
  readonly #options: ImapOptions
  readonly #pool: Pool
  /** For what may take minutes, so that whoever looks at a folder meanwhile need not wait for that. */
  readonly #trees: Pool
  readonly #personal: Turns

  constructor(options: ImapOptions) {
    this.#options = options
    this.#pool = new Pool(options)
    this.#trees = new Pool(options, { patienceMs: Math.max(TREE_PATIENCE_MS, options.timeoutMs) })
    this.#personal = new Turns(4, options.timeoutMs, unreachable)
  }

  get login(): string {
    return this.#options.adminLogin
  }

  /** Several commands in a row, on one connection. */
  use<T>(work: (connection: ImapConnection) => Promise<T>): Promise<T> {
    return this.#pool.use(work)
  }

  command(verb: string, words: Argument[], wanted?: string): Promise<Value[][]> {
    const pool = isOfTree(verb) ? this.#trees : this.#pool
    return pool.use((connection) => connection.command(verb, words, wanted))
  }

  /** A command on a mailbox that should be there: notFound when it is refused because it is not. */
  async on(name: MailboxName, verb: string, words: Argument[], wanted?: string): Promise<Value[][]> {
    try {
      return await this.command(verb, words, wanted)
    } catch (error) {
      if (error instanceof ImapRefusal && !(await this.exists(name)))
        throw new ConsoleError('notFound', 'folder.gone', { name })
      throw error
    }
  }

  /** Asked by the rights there, which Cyrus knows at once: for a LIST it looks through all mailboxes. */
  async exists(name: MailboxName): Promise<boolean> {
    try {
      await this.command('MYRIGHTS', [{ mailbox: name }])
      return true
    } catch (error) {
      if (isNoMailbox(error)) return false
      throw error
    }
  }

  /** Those of these names that are mailboxes, asked for in one go. */
  async present(names: MailboxName[]): Promise<Set<MailboxName>> {
    const answers = await this.use((connection) =>
      Promise.allSettled(names.map((mailbox) => connection.command('MYRIGHTS', [{ mailbox }]))),
    )
    return new Set(
      names.filter((_, at) => {
        const answer = answers[at]
        if (answer?.status === 'rejected' && !isNoMailbox(answer.reason)) throw answer.reason
        return answer?.status === 'fulfilled'
      }),
    )
  }

  /** Names that match a LIST pattern (`%` one level, `*` all), as the administrator sees them. */
  async list(pattern: string): Promise<MailboxName[]> {
    const lines = await this.command('LIST', [{ text: '' }, { mailbox: mailboxName(pattern) }], 'LIST')
    return lines.filter(([flags]) => !isNameOnly(flags)).map((line) => receivedName(String(line[2])))
  }

  /** Works as this person, on a connection of its own that ends with the work. */
  asPerson<T>(login: string, work: (connection: ImapConnection) => Promise<T>): Promise<T> {
    const person = checkedLogin(login)
    return this.#personal.take(async () => {
      const connection = await ImapConnection.open(this.#options, person)
      try {
        return await work(connection)
      } finally {
        connection.close()
      }
    })
  }

  close(): void {
    this.#pool.close()
    this.#trees.close()
  }
}

/** Whether a list of attributes, as LIST gives them, has this one. */
export function hasFlag(flags: Value | undefined, wanted: string): boolean {
  const isWanted = (flag: Value) =>
    typeof flag === 'string' && flag.length === wanted.length && flag.toLowerCase() === wanted.toLowerCase()
  return Array.isArray(flags) && flags.some(isWanted)
}

/** Whether a name stands above others without being a mailbox. */
export function isNameOnly(flags: Value | undefined): boolean {
  return hasFlag(flags, '\\NonExistent') || hasFlag(flags, '\\Noselect')
}
