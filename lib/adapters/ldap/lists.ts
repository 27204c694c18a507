/**
 * Sorted lists, kept for whoever pages or scrolls. slapd gives the names with the rights of the person, and they are
 * sorted here: slapd's own sorting (slapo-sssvlv(5)) goes by values that are not shown, and whoever signs in with a
 * client of their own could use it too. Of a list only the names are kept; rows are read when they are looked at.
 */
import { randomBytes } from 'node:crypto'
import { BerWriter, type Client, type Control, type Entry as LdaptsEntry } from 'ldapts'
import { Connection, type ConnectionOptions } from './connection'
import type { Dn } from './dn'
import type { Entry } from './entry'
import type { Filter } from './filter'
import { Lanes } from './lanes'
import { readRows, unlessAbsent } from './rows'
import type { At, Scope, SortKey } from './search-options'
import { type Named, SortedNames } from './sorted-names'
import { assertSendable } from './text'

/** What is looked for, and with whose rights: the name keeps lists of different people apart. */
export type Sought = {
  identity: { name: string; controls: Control[] }
  base: Dn
  filter: Filter
  scope: Scope
}
export type ListRequest = Sought & { attributes: string[]; sort: SortKey; at: At }

export type Window = {
  entries: Entry[]
  /** Row of the first entry, from 0; the total when the window is past the end. */
  offset: number
  /** Entries of the list that the person may see. */
  total: number
  /** Given with the next look it gets rows of this same list; null when there are no others. */
  list: string | null
}

/** More than that would only share the processors, and hold what they have read at the same time. */
const READS_AT_ONCE = 2
/** Names that slapd is asked for at once: for each page it looks at the whole directory anew. */
const PAGE = 10_000
/** Reading all names is long work, and waits for that of others: so many times an ordinary request. */
const TO_READ = 4
const TO_WAIT = 12
/** Each takes some fifty bytes. */
const MOST_NAMES = 1_000_000
const IDLE_MS = 5 * 60_000

type Kept = { key: string; names: SortedNames; usedAt: number }

export class Lists {
  readonly #rows: Connection
  readonly #timeLimit: number
  readonly #lanes: Lanes
  /** The one that was looked at last is the last. */
  readonly #kept = new Map<string, Kept>()
  #cleaning: NodeJS.Timeout | undefined

  constructor(options: ConnectionOptions) {
    const { timeoutMs } = options
    this.#rows = new Connection(options)
    this.#timeLimit = Math.ceil(timeoutMs / 1000)
    this.#lanes = new Lanes(
      READS_AT_ONCE,
      { ...options, timeoutMs: timeoutMs * TO_READ },
      timeoutMs * TO_WAIT,
    )
  }

  /** A window into the list of this token, or into a new one when that is gone or another one. */
  async window(request: ListRequest, token?: string | null): Promise<Window> {
    const { at } = request
    if ('from' in at) assertSendable(at.from)
    const key = keyOf(request)
    const kept = token ? this.#use(token, key) : undefined
    const names = kept ?? (await this.#sort(request))
    const { offset, count } = placeOf(at, names)
    const wanted = { attributes: request.attributes, timeLimit: this.#timeLimit }
    const entries = await readRows(this.#rows, names.dns(offset, count), wanted, request.identity.controls)
    const isWhole = offset === 0 && count >= names.length
    const list = kept && token ? token : isWhole ? null : this.#keep(key, names)
    return { entries, offset, total: names.length, list }
  }

  /** How many entries the person sees. */
  async count(sought: Sought): Promise<number> {
    let count = 0
    await this.#eachPage(sought, ['1.1'], (entries) => {
      count += entries.length
    })
    return count
  }

  close(): void {
    clearTimeout(this.#cleaning)
    this.#kept.clear()
    this.#lanes.close()
    this.#rows.close()
  }

  async #sort({ sort, ...sought }: ListRequest): Promise<SortedNames> {
    const named: Named[] = []
    await this.#eachPage(sought, [sort.attribute], (entries) => {
      for (const { dn, ...attributes } of entries)
        named.push({ dn, values: Object.values(attributes).flat().map(String) })
    })
    return new SortedNames(named, sort.reverse)
  }

  async #eachPage(
    { identity, base, filter, scope }: Sought,
    attributes: string[],
    take: (entries: LdaptsEntry[]) => void,
  ): Promise<void> {
    const request = { filter, scope, attributes, paged: { pageSize: PAGE } }
    const read = async (client: Client) => {
      for await (const page of client.searchPaginated(assertSendable(base), request, identity.controls))
        take(page.searchEntries)
    }
    await unlessAbsent(this.#lanes.take(read))
  }

  #use(token: string, key: string): SortedNames | undefined {
    const kept = this.#kept.get(token)
    if (kept?.key !== key) return undefined
    this.#kept.delete(token)
    this.#kept.set(token, { ...kept, usedAt: Date.now() })
    return kept.names
  }

  #keep(key: string, names: SortedNames): string {
    const token = randomBytes(16).toString('base64url')
    // Many may look at the same place: what is the same is there once.
    const same = [...this.#kept.values()].find((other) => other.names.isSame(names))
    this.#kept.set(token, { key, names: same?.names ?? names, usedAt: Date.now() })
    this.#clean()
    return token
  }

  #namesKept(): number {
    const lists = new Set(Array.from(this.#kept.values(), ({ names }) => names))
    return [...lists].reduce((sum, { length }) => sum + length, 0)
  }

  /** Gives up what was not looked at longest, now and again later. */
  #clean(): void {
    for (const [token, { usedAt }] of this.#kept) {
      if (this.#namesKept() <= MOST_NAMES && Date.now() - usedAt < IDLE_MS) break
      this.#kept.delete(token)
    }
    clearTimeout(this.#cleaning)
    if (this.#kept.size > 0) this.#cleaning = setTimeout(() => this.#clean(), IDLE_MS).unref()
  }
}

function placeOf(at: At, names: SortedNames): { offset: number; count: number } {
  if ('last' in at) return { offset: Math.max(0, names.length - at.last), count: at.last }
  const row = 'from' in at ? names.rowOf(at.from) : at.offset
  return { offset: Math.min(names.length, Math.max(0, row)), count: at.count }
}

/** Text that is the same for windows into the same list. */
function keyOf({ identity, base, filter, scope, sort }: ListRequest): string {
  const written = new BerWriter()
  filter.write(written)
  return JSON.stringify([identity.name, base, scope, sort, written.buffer.toString('base64')])
}
