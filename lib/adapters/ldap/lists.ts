/**
 * Sorted lists, kept for whoever pages or scrolls. slapd gives the names with the rights of the person, and they are
 * sorted here: slapd's own sorting (slapo-sssvlv(5)) goes by values that are not shown, and whoever signs in with a
 * client of their own could use it too. Of a list only the names are kept; rows are read when they are looked at.
 */
import { randomBytes } from 'node:crypto'
import { BerWriter, type Client, type Control, type SearchOptions as Request } from 'ldapts'
import { Connection, type ConnectionOptions } from './connection'
import type { Dn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { type Filter, present } from './filter'
import { Lanes } from './lanes'
import { ldapResult, refusalOf } from './refusal'
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

/** More than that would only share the processors. */
const READS_AT_ONCE = 4
/** Names that slapd is asked for at once: it looks for all of them anew each time. */
const PAGE = 2000
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
    const entries = await this.#read(names.dns(offset, count), request)
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
      for (const entry of entries) named.push({ dn: entry.dn, values: entry.values(sort.attribute) })
    })
    return new SortedNames(named, sort.reverse)
  }

  async #eachPage(
    { identity, base, filter, scope }: Sought,
    attributes: string[],
    take: (entries: Entry[]) => void,
  ): Promise<void> {
    const request = { filter, scope, attributes, paged: { pageSize: PAGE } }
    const read = async (client: Client) => {
      for await (const page of client.searchPaginated(assertSendable(base), request, identity.controls))
        take(page.searchEntries.map(fromLdaptsEntry))
    }
    await unlessAbsent(this.#lanes.take(read))
  }

  /** Entries that are gone or hidden by now are left out. */
  async #read(dns: Dn[], { identity, attributes }: ListRequest): Promise<Entry[]> {
    const filter = present('objectClass')
    const request: Request = { filter, scope: 'base', attributes, timeLimit: this.#timeLimit }
    const one = (dn: Dn) => this.#rows.run((client) => client.search(dn, request, identity.controls))
    const found = await Promise.all(dns.map((dn) => unlessAbsent(one(dn))))
    return found.flatMap((result) => result?.searchEntries.map(fromLdaptsEntry) ?? [])
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
    this.#kept.set(token, { key, names, usedAt: Date.now() })
    this.#clean()
    return token
  }

  /** Gives up what was not looked at longest, now and again later. */
  #clean(): void {
    let total = [...this.#kept.values()].reduce((sum, { names }) => sum + names.length, 0)
    for (const [token, { names, usedAt }] of this.#kept) {
      if (total <= MOST_NAMES && Date.now() - usedAt < IDLE_MS) break
      this.#kept.delete(token)
      total -= names.length
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

async function unlessAbsent<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (refusalOf(error)?.resultCode !== ldapResult.noSuchObject) throw error
    return undefined
  }
}
