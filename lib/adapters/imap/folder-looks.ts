/**
 * Facts of many folders at a time. Whoever repairs or changes a folder holds it, and while a folder is repaired Cyrus has
 * all folders of its owner, or all public ones, wait: whoever only looks is told of those as busy instead.
 */

import { batches } from '../batches'
import type { Administrator } from './administrator'
import { NAMES, numberOf, only } from './answers'
import type { Argument, ImapConnection } from './connection'
import { type FolderFacts, factsOf } from './folder-facts'
import { folderOf, type MailboxName, mailboxName, receivedName } from './names'
import { isBusy } from './refusal'

/** `isBusy`: nothing else is known but that it is there. */
export type SeenFacts = FolderFacts & { isBusy: boolean }

/** Folders that one connection is asked about, so that a window of them is told by two processes of Cyrus. */
const ON_ONE_CONNECTION = 50
/** For the first answer, for those after one that did not come, and where none came a moment ago. */
const PATIENCE_MS = 2500
const LESS_PATIENCE_MS = 1500
const LEAST_PATIENCE_MS = 500
const A_MOMENT_MS = 15_000
/** Answers that are waited for in vain before all that is left is taken for busy. */
const IN_VAIN = 3
const HELD: SeenFacts = {
  ...{ type: null, bytes: 0, partition: '', messages: null, isDamaged: false, isBusy: true },
}

/** What is waited for while somebody looks at folders. */
type Look = { patienceMs: number; inVain: number }

export class FolderLooks {
  readonly #administrator: Administrator
  readonly #impatientUntil = new Map<string, number>()

  constructor(administrator: Administrator) {
    this.#administrator = administrator
  }

  /** See Folders. */
  async facts(names: MailboxName[]): Promise<Map<MailboxName, FolderFacts>> {
    const asked = batches(names, ON_ONE_CONNECTION).map((some) =>
      this.#administrator.use((connection) => factsOf(connection, some)),
    )
    return this.#counted(present(names, (await Promise.all(asked)).flat()))
  }

  /** See Folders. */
  async seen(names: MailboxName[]): Promise<Map<MailboxName, SeenFacts>> {
    const owner = ownerIn(names)
    const wasHeld = Date.now() < (this.#impatientUntil.get(owner) ?? 0)
    const look = { patienceMs: wasHeld ? LEAST_PATIENCE_MS : PATIENCE_MS, inVain: 0 }
    const parts = await Promise.all(batches(names, ON_ONE_CONNECTION).map((some) => this.#lookAt(some, look)))
    const told = new Map(parts.flatMap((part) => [...part]))
    const facts = await this.#counted(
      new Map([...told].flatMap(([name, fact]) => (fact ? [[name, fact] as const] : []))),
      look,
    )
    const free = new Map([...facts].map(([name, fact]) => [name, { ...fact, isBusy: false }]))
    if (look.inVain === 0) return free
    const held = await this.#administrator.present(names.filter((name) => !told.has(name)))
    // Cyrus may also have been slow to tell of many at once.
    if (held.size > 0) this.#impatientUntil.set(owner, Date.now() + A_MOMENT_MS)
    return new Map([...free, ...[...held].map((name) => [name, HELD] as const)])
  }

  /** What Cyrus tells in time, null where there is no such folder; those that are busy are left out. */
  async #lookAt(names: MailboxName[], look: Look): Promise<Map<MailboxName, FolderFacts | null>> {
    const together = async (connection: ImapConnection) => {
      const facts = await factsOf(connection, names, look.patienceMs)
      return new Map(names.map((name, at) => [name, facts[at] ?? null]))
    }
    try {
      return await this.#administrator.use(together)
    } catch (error) {
      if (!isBusy(error)) throw error
      waited(look)
    }
    const told = new Map<MailboxName, FolderFacts | null>()
    for (let left = names; left.length > 0 && look.inVain < IN_VAIN; ) {
      const answers = await this.#administrator.use((connection) =>
        Promise.allSettled(left.map((name) => factsOf(connection, [name], look.patienceMs))),
      )
      const refused = answers.filter((answer) => answer.status === 'rejected')
      const isHeld = refused.some(({ reason }) => isBusy(reason))
      if (refused[0] && !isHeld) throw refused[0].reason
      if (isHeld) waited(look)
      left = left.filter((name, at) => {
        const answer = answers[at] as (typeof answers)[number]
        if (answer.status === 'rejected') return !isBusy(answer.reason)
        told.set(name, answer.value[0] ?? null)
        return false
      })
    }
    return told
  }

  /**
   * The administrator may look at what everybody may; of other folders only a LIST tells the messages. One that names a
   * hundred of them compares each of these with all mailboxes there are.
   */
  async #counted(facts: Map<MailboxName, FolderFacts>, look?: Look): Promise<Map<MailboxName, FolderFacts>> {
    const untold = [...facts].filter(([, { messages }]) => messages === null).map(([name]) => name)
    const counts = await this.#messagesIn(untold, look).catch((error: unknown) => {
      if (isBusy(error)) return new Map<MailboxName, number>()
      throw error
    })
    for (const [name, messages] of counts) {
      const known = facts.get(name)
      if (known) facts.set(name, { ...known, messages })
    }
    return facts
  }

  /** Asked by the places they lie in where that makes fewer names to compare, and none of those beside them is busy. */
  async #messagesIn(names: MailboxName[], look?: Look): Promise<Map<MailboxName, number>> {
    const patternOf = (name: MailboxName) => {
      const place = name.slice(0, Math.max(0, name.lastIndexOf('/')))
      return place === '' || place === 'user' ? name : folderOf(mailboxName(place), '%')
    }
    const isByPlace = names.length > 1 && !look?.inVain
    const patterns = isByPlace ? [...new Set(names.map(patternOf))] : names
    const wanted: Argument[] = [{ word: 'STATUS' }, [{ word: 'MESSAGES' }]]
    const found = new Map<MailboxName, number>()
    for (const some of batches(patterns, NAMES)) {
      const words = [{ text: '' }, some.map((mailbox) => ({ mailbox })), { word: 'RETURN' }, wanted]
      const lines = await this.#administrator.use((connection) =>
        connection.command('LIST', words, 'STATUS', look?.patienceMs),
      )
      for (const [name, counts] of lines)
        found.set(receivedName(String(name)), numberOf(counts, 'MESSAGES') ?? 0)
    }
    return only(found, names)
  }
}

/** Whose folders they are, all of one owner; '' for public ones. */
function ownerIn([name = '']: string[]): string {
  return /^user\/[^/]+/.exec(name)?.[0] ?? ''
}

function waited(look: Look): void {
  look.inVain++
  look.patienceMs = Math.min(look.patienceMs, LESS_PATIENCE_MS)
}

function present(names: MailboxName[], facts: (FolderFacts | null)[]): Map<MailboxName, FolderFacts> {
  return new Map(names.flatMap((name, at) => (facts[at] ? [[name, facts[at]] as const] : [])))
}
