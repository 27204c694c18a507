import { ConsoleError, isConsoleError } from '@/lib/errors'
import { batches } from '../batches'
import type { Administrator } from './administrator'
import { NAMES, textOf } from './answers'
import type { ImapConnection, Value } from './connection'
import { internalName, type MailboxName } from './names'
import { ImapRefusal, isBusy, isNoMailbox } from './refusal'

/** Commands that are given in one go. */
const AT_ONCE = 500

/** What is waited for until a folder that somebody else holds is one, and how long none is waited for then. */
const PATIENCE_MS = 2500
const A_MOMENT_MS = 30_000

/** Rights as letters (RFC 4314), such as `lrswipkxtecdan`. */
export type AclEntry = { id: string; rights: string }
/** An entry of a mailbox's access list as it shall be. */
export type AclSetting = AclEntry & { name: MailboxName }

/** Access lists (RFC 4314), which the administrator reads and writes without a right of its own. */
export class AccessLists {
  readonly #administrator: Administrator
  #oneByOneUntil = 0

  constructor(administrator: Administrator) {
    this.#administrator = administrator
  }

  /** Errors: notFound folder.gone. */
  async read(name: MailboxName): Promise<AclEntry[]> {
    const [line] = await this.#administrator.on(name, 'GETACL', [{ mailbox: name }], 'ACL')
    return entriesIn(line)
  }

  /**
   * Those of many mailboxes, by name, asked for in one go; mailboxes that are not there are left out. Errors: unavailable.
   */
  async readAll(names: MailboxName[]): Promise<Map<MailboxName, AclEntry[]>> {
    const found = await this.#toldTogether(names)
    const left = names.filter((name) => !found.has(name))
    const answers = await this.#administrator.use((connection) =>
      Promise.allSettled(left.map((name) => connection.command('GETACL', [{ mailbox: name }], 'ACL'))),
    )
    for (const [at, answer] of answers.entries()) {
      const name = left[at]
      if (answer.status === 'fulfilled' && name !== undefined) found.set(name, entriesIn(answer.value[0]))
      else if (answer.status === 'rejected' && !isNoMailbox(answer.reason)) throw answer.reason
    }
    return found
  }

  /** Nothing where that would wait for whoever changes or repairs a folder: a GETACL does not open any. */
  async #toldTogether(names: MailboxName[]): Promise<Map<MailboxName, AclEntry[]>> {
    if (Date.now() < this.#oneByOneUntil) return new Map()
    return this.#administrator
      .use((connection) => toldTogether(connection, names))
      .catch((error: unknown) => {
        if (!isBusy(error)) throw error
        this.#oneByOneUntil = Date.now() + A_MOMENT_MS
        return new Map()
      })
  }

  /** What an identifier has on a mailbox whatever its entry says, such as an owner (LISTRIGHTS). Errors: as read. */
  async alwaysGranted(name: MailboxName, id: string): Promise<string> {
    const words = [{ mailbox: name }, { text: identifier(id) }]
    const [line] = await this.#administrator.on(name, 'LISTRIGHTS', words, 'LISTRIGHTS')
    return String(line?.[2] ?? '')
  }

  /**
   * Sets exactly these rights for an identifier (a login, `group:…`, `anyone`, or one of them after `-` for rights
   * that are taken); '' takes its entry away, and with `+` or `-` in front they are
   * added to what it has or taken from it. Errors: notFound folder.gone; ImapRefusal when Cyrus knows nobody of
   * this name.
   */
  async set(name: MailboxName, id: string, rights: string): Promise<void> {
    const { verb, words } = setting({ name, id, rights })
    await this.#administrator.on(name, verb, words)
  }

  /**
   * Sets many, in this order. Gives what each was refused with, or that Cyrus was gone before it answered;
   * null where it is set. Errors: unavailable when none was begun.
   */
  async setAll(settings: AclSetting[]): Promise<(ConsoleError | null)[]> {
    const answers: PromiseSettledResult<void>[] = []
    await this.#administrator.use(async (connection) => {
      const set = async (one: AclSetting) => {
        const { verb, words } = setting(one)
        await connection.command(verb, words)
      }
      for (const some of batches(settings, AT_ONCE))
        answers.push(...(await Promise.allSettled(some.map(set))))
    })
    return answers.map((answer, at) => {
      if (answer.status === 'fulfilled') return null
      if (isNoMailbox(answer.reason))
        return new ConsoleError('notFound', 'folder.gone', { name: settings[at]?.name ?? '' })
      if (isConsoleError(answer.reason)) return answer.reason
      throw answer.reason
    })
  }
}

/**
 * What Cyrus's replication asks a server, which is told of many mailboxes by one command: several times as fast as a
 * GETACL each. Cyrus opens the mailboxes for it, so that those that are damaged are left out, like those that are not there.
 */
async function toldTogether(
  connection: ImapConnection,
  names: MailboxName[],
): Promise<Map<MailboxName, AclEntry[]>> {
  const byInternal = new Map(names.map((name) => [internalName(name), name]))
  const ask = async (some: string[]) => {
    const words = [{ word: 'MAILBOXES' }, some.map((text) => ({ text }))]
    return connection.command('SYNCGET', words, 'MAILBOX', PATIENCE_MS).catch((error: unknown) => {
      if (error instanceof ImapRefusal) return []
      throw error
    })
  }
  const lines = (await Promise.all(batches([...byInternal.keys()], NAMES).map(ask))).flat()
  return new Map(
    lines.flatMap(([, facts]) => {
      const name = byInternal.get(textOf(facts, 'MBOXNAME') ?? '')
      const acl = textOf(facts, 'ACL')
      // Each identifier and its rights end with a tab.
      return name === undefined || acl === null
        ? []
        : [[name, entriesOf(acl.split('\t').slice(0, -1))] as const]
    }),
  )
}

function entriesIn(line: Value[] = []): AclEntry[] {
  return entriesOf(line.slice(1).map(String))
}

/** From identifiers and rights in turn. */
function entriesOf(pairs: string[]): AclEntry[] {
  return pairs.flatMap((id, at) => (at % 2 === 0 ? [{ id, rights: pairs[at + 1] ?? '' }] : []))
}

function setting({ name, id, rights }: AclSetting) {
  const who = { text: identifier(id) }
  if (!/^([+-](?=.))?[a-z0-9]*$/.test(rights)) throw new ConsoleError('invalid', 'input.unknown')
  return rights === ''
    ? { verb: 'DELETEACL', words: [{ mailbox: name }, who] }
    : { verb: 'SETACL', words: [{ mailbox: name }, who, { text: rights }] }
}

/** Others than the console may have written what nobody is called; it has to be possible to take it away. */
function identifier(id: string): string {
  if (id === '' || id.length > 200 || /[\p{Cc}\p{Surrogate}]/u.test(id))
    throw new ConsoleError('invalid', 'input.unknown')
  return id
}
