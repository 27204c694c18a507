import { Attribute, type Client, type Control, type SearchOptions as Request } from 'ldapts'
import { ConsoleError } from '@/lib/errors'
import { type Change, ldaptsChanges } from './changes'
import type { Connection, ConnectionOptions } from './connection'
import { Assertion } from './controls'
import { type Dn, formatDn, parentDn, parseDn, sameDn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { equals, type Filter, not, or, present } from './filter'
import type { Lanes } from './lanes'
import type { ListRequest, Lists, Window } from './lists'
import { assertNamable } from './name-length'
import { entriesInPages } from './pages'
import { LdapRefusal, ldapResult, refusalOf } from './refusal'
import type { Scope, SearchOptions, WindowOptions } from './search-options'
import { assertSendable } from './text'

/** The ways to slapd that all handles share. */
export type Ways = { connection: Connection; lanes: Lanes; lists: Lists }

/**
 * Entries a page of a search without a limit has. With one, slapd is asked for so many at once: for pages it looks
 * at the whole directory even when a single level is wanted (45 ms instead of 7 at 100,000 accounts).
 */
const PAGE = 500

/** What one person (or the console itself) can do in the directory; slapd decides by that person's rights. */
export class LdapHandle {
  readonly #ways: Ways
  readonly #identity: ListRequest['identity']
  readonly #options: ConnectionOptions

  constructor(ways: Ways, identity: ListRequest['identity'], options: ConnectionOptions) {
    this.#ways = ways
    this.#identity = identity
    this.#options = options
  }

  get #controls(): Control[] {
    return this.#identity.controls
  }

  /** null when there is no such entry or the person may not see it. */
  async read(dn: Dn, attributes?: string[]): Promise<Entry | null> {
    const [entry] = await this.search(dn, present('objectClass'), { scope: 'base', attributes })
    return entry ?? null
  }

  /** In no particular order; [] when the base does not exist or is hidden. */
  async search(base: Dn, filter: Filter, { scope, attributes = [], limit }: SearchOptions): Promise<Entry[]> {
    const request = { filter, scope, attributes, timeLimit: Math.ceil(this.#options.timeoutMs / 1000) }
    const short = scope === 'base' || limit !== undefined
    if (limit === 0) return []
    try {
      return short
        ? await this.#searchOnce(base, { ...request, sizeLimit: limit })
        : await this.#searchInPages(base, { ...request, paged: { pageSize: PAGE } })
    } catch (error) {
      if (refusalOf(error)?.resultCode === ldapResult.noSuchObject) return []
      throw error
    }
  }

  /** How many entries match that the person may see. */
  count(base: Dn, filter: Filter, scope: Scope): Promise<number> {
    return this.#ways.lists.count({ identity: this.#identity, base, filter, scope })
  }

  /**
   * A window into the sorted list of what matches: its entries, the row of the first and the total; nothing when the
   * base does not exist or is hidden. With `list` the rows stay what they were at the first look, so that paging
   * meets each entry once, whatever is added meanwhile; entries that are gone or hidden by now are left out. A list
   * that is no longer kept is sorted anew and has another name. Errors: unavailable service.unreachable also when
   * there was no turn to read the names within some seconds.
   */
  window(base: Dn, filter: Filter, options: WindowOptions): Promise<Window> {
    const { scope, attributes = [], sort, at, list } = options
    const request = { identity: this.#identity, base, filter, scope, attributes, sort, at }
    return this.#ways.lists.window(request, list)
  }

  /**
   * Every entry that matches, one after the other and a page in memory, for exports and jobs; on a connection of
   * its own, however long that takes. Pages are read as they are asked for. Errors: as search; unavailable
   * service.unreachable also when slapd was started again in between.
   */
  each(
    base: Dn,
    filter: Filter,
    { scope, attributes = [] }: Omit<SearchOptions, 'limit'>,
  ): AsyncGenerator<Entry, void, undefined> {
    const request = { filter, scope, attributes, paged: { pageSize: PAGE } }
    return entriesInPages(this.#options, assertSendable(base), request, this.#controls)
  }

  /** Attributes without values are left out. Errors: LdapRefusal; invalid input.tooLong for the entry's name. */
  async add(dn: Dn, attributes: Record<string, string[]>): Promise<void> {
    const filled = Object.entries(attributes).filter(([, values]) => values.length > 0)
    const written = filled.map(
      ([type, values]) => new Attribute({ type, values: values.map(assertSendable) }),
    )
    const name = assertNamable(dn)
    await this.#run((client) => client.add(name, written, this.#controls))
  }

  /**
   * All changes or none. `assert` names the values the change was thought out against, all values of each
   * attribute: when they are others by now, nothing is changed. Errors: conflict edit.conflict naming the
   * attributes; LdapRefusal.
   */
  async modify(
    dn: Dn,
    changes: Change[],
    { assert = {} }: { assert?: Record<string, string[]> } = {},
  ): Promise<void> {
    if (changes.length === 0) return
    if (Object.keys(assert).length === 0) return this.#modify(dn, changes)
    // A filter cannot say "these values and no others", so the values are compared here and slapd is told to
    // change the entry only in the state that was compared. entryCSN moves at sign-ins as well: compare again.
    const deadline = Date.now() + this.#options.timeoutMs
    while (Date.now() < deadline) {
      const state = await this.#unchanged(dn, assert)
      try {
        return await this.#modify(dn, changes, new Assertion(state))
      } catch (error) {
        if (refusalOf(error)?.resultCode !== ldapResult.assertionFailed) throw error
      }
    }
    throw new ConsoleError('conflict', 'edit.conflict', { attributes: Object.keys(assert).join(', ') })
  }

  /**
   * Removes an entry without children. With `entryUUID` only if it is still the same entry and not another one
   * of its name. Errors: LdapRefusal (notFound also for another entry of the name).
   */
  async remove(dn: Dn, { entryUUID }: { entryUUID?: string } = {}): Promise<void> {
    const condition = entryUUID === undefined ? [] : [new Assertion(equals('entryUUID', entryUUID))]
    try {
      await this.#run((client) => client.del(assertSendable(dn), [...this.#controls, ...condition]))
    } catch (error) {
      if (refusalOf(error)?.resultCode !== ldapResult.assertionFailed) throw error
      throw new LdapRefusal(ldapResult.noSuchObject, 'another entry has this name now')
    }
  }

  /** Gives an entry another name, place or both; values that the name no longer has are taken from it. Errors: as add. */
  async move(dn: Dn, to: Dn): Promise<void> {
    const [rdn = [], ...above] = parseDn(to)
    const stays = sameDn(parentDn(dn), formatDn(above))
    // ldapts splits at the first comma it takes for unescaped; formatDn escapes none with a backslash.
    const name = assertNamable(formatDn(stays ? [rdn] : [rdn, ...above]))
    await this.#run((client) => client.modifyDN(assertSendable(dn), name, this.#controls))
  }

  async #searchOnce(base: Dn, request: Request): Promise<Entry[]> {
    const name = assertSendable(base)
    const found = await this.#run((client) => client.search(name, request, this.#controls))
    return found.searchEntries.map(fromLdaptsEntry)
  }

  async #searchInPages(base: Dn, request: Request): Promise<Entry[]> {
    const name = assertSendable(base)
    const entries: Entry[] = []
    await this.#ways.lanes.take(async (client) => {
      for await (const page of client.searchPaginated(name, request, this.#controls))
        for (const entry of page.searchEntries) entries.push(fromLdaptsEntry(entry))
    })
    return entries
  }

  /** A filter for the state in which the entry has these values. */
  async #unchanged(dn: Dn, assert: Record<string, string[]>): Promise<Filter> {
    const names = Object.keys(assert)
    const entry = await this.read(dn, [...names, 'entryCSN'])
    if (!entry) throw new LdapRefusal(ldapResult.noSuchObject, '')
    const crossed = names.filter((name) => !sameValues(entry.values(name), assert[name] ?? []))
    if (crossed.length > 0)
      throw new ConsoleError('conflict', 'edit.conflict', { attributes: crossed.join(', ') })
    const csn = entry.first('entryCSN')
    if (csn === undefined) throw new LdapRefusal(ldapResult.insufficientAccess, 'entryCSN cannot be read')
    // The unique overlay searches with the control still on, and slapd 2.5 then asserts it of the search base too.
    return or(equals('entryCSN', csn), not(equals('entryDN', entry.dn)))
  }

  #modify(dn: Dn, changes: Change[], ...conditions: Control[]): Promise<void> {
    const written = changes.flatMap(ldaptsChanges)
    if (written.length === 0) return Promise.resolve()
    const controls = [...this.#controls, ...conditions]
    return this.#run((client) => client.modify(assertSendable(dn), written, controls))
  }

  #run<T>(request: (client: Client) => Promise<T>): Promise<T> {
    return this.#ways.connection.run(request)
  }
}

function sameValues(a: string[], b: string[]): boolean {
  const other = new Set(b)
  return a.length === other.size && a.every((value) => other.has(value))
}
