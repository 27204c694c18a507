import { Attribute, type Client, type Control, Change as LdaptsChange } from 'ldapts'
import { ConsoleError } from '@/lib/errors'
import type { Connection } from './connection'
import { Assertion } from './controls'
import { childDn, type Dn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { equals, type Filter, present } from './filter'
import type { Lanes } from './lanes'
import { LdapRefusal, ldapResult, refusalOf } from './refusal'
import { assertSendable } from './text'

/** One attribute's change; within it deletions come first, then additions, or the replacement. */
export type Change = { attribute: string; add?: string[]; delete?: string[] | 'all'; replace?: string[] }
export type Scope = 'base' | 'one' | 'sub'
export type SearchOptions = {
  scope: Scope
  /** User attributes when left out; '+' asks for the operational ones, '1.1' for none. */
  attributes?: string[]
  /** No more entries than this; all when left out. */
  limit?: number
}

/** Entries a page of a long search has; slapd's default size limit, so a search up to it needs no pages. */
const PAGE = 500

/** What one person (or the console itself) can do in the directory; slapd decides by that person's rights. */
export class LdapHandle {
  readonly #connection: Connection
  readonly #lanes: Lanes
  readonly #controls: Control[]
  readonly #timeoutMs: number

  constructor(connection: Connection, lanes: Lanes, controls: Control[], timeoutMs: number) {
    this.#connection = connection
    this.#lanes = lanes
    this.#controls = controls
    this.#timeoutMs = timeoutMs
  }

  /** null when there is no such entry or the person may not see it. */
  async read(dn: Dn, attributes?: string[]): Promise<Entry | null> {
    const [entry] = await this.search(dn, present('objectClass'), { scope: 'base', attributes })
    return entry ?? null
  }

  /** In no particular order; [] when the base does not exist or is hidden. */
  async search(base: Dn, filter: Filter, { scope, attributes = [], limit }: SearchOptions): Promise<Entry[]> {
    const entries: Entry[] = []
    if (limit === 0) return entries
    const request = { filter, scope, attributes, timeLimit: Math.ceil(this.#timeoutMs / 1000) }
    try {
      if (scope === 'base' || (limit !== undefined && limit <= PAGE)) {
        const found = await this.#run((client) =>
          client.search(assertSendable(base), { ...request, sizeLimit: limit }, this.#controls),
        )
        entries.push(...found.searchEntries.map(fromLdaptsEntry))
      } else {
        await this.#lanes.take(async (client) => {
          const pages = client.searchPaginated(
            assertSendable(base),
            { ...request, paged: { pageSize: PAGE } },
            this.#controls,
          )
          for await (const page of pages) {
            for (const entry of page.searchEntries) entries.push(fromLdaptsEntry(entry))
            if (limit !== undefined && entries.length >= limit) break
          }
        })
      }
    } catch (error) {
      if (refusalOf(error)?.resultCode !== ldapResult.noSuchObject) throw error
    }
    return limit === undefined ? entries : entries.slice(0, limit)
  }

  /** How many entries match; slapd cannot count, so it costs a search that fetches names only. */
  async count(base: Dn, filter: Filter, scope: Scope): Promise<number> {
    return (await this.search(base, filter, { scope, attributes: ['1.1'] })).length
  }

  /** Attributes without values are left out. Errors: LdapRefusal. */
  async add(dn: Dn, attributes: Record<string, string[]>): Promise<void> {
    const filled = Object.entries(attributes).filter(([, values]) => values.length > 0)
    const written = filled.map(
      ([type, values]) => new Attribute({ type, values: values.map(assertSendable) }),
    )
    await this.#run((client) => client.add(assertSendable(dn), written, this.#controls))
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
    // Written as "these values out, those in", which slapd refuses when one of them is gone by then. The
    // assertion control is no use here: the unique overlay's own searches trip over it (slapd 2.5).
    await this.#requireValues(dn, assert)
    try {
      await this.#modify(
        dn,
        changes.map((change) => exactly(change, assert)),
      )
    } catch (error) {
      if (refusalOf(error)?.resultCode !== ldapResult.noSuchAttribute) throw error
      await this.#requireValues(dn, assert)
      throw error
    }
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

  /** Renames an entry, below `newParent` if given, and returns its new name. Errors: LdapRefusal. */
  async move(dn: Dn, newRdn: { attribute: string; value: string }, newParent?: Dn): Promise<void> {
    // ldapts splits at the first comma it takes for unescaped; childDn escapes none with a backslash.
    const name = childDn(newParent ?? '', newRdn.attribute, newRdn.value)
    await this.#run((client) => client.modifyDN(assertSendable(dn), assertSendable(name), this.#controls))
  }

  async #requireValues(dn: Dn, assert: Record<string, string[]>): Promise<void> {
    const names = Object.keys(assert)
    const entry = await this.read(dn, names)
    if (!entry) throw new LdapRefusal(ldapResult.noSuchObject, '')
    const crossed = names.filter((name) => !sameValues(entry.values(name), assert[name] ?? []))
    if (crossed.length > 0)
      throw new ConsoleError('conflict', 'edit.conflict', { attributes: crossed.join(', ') })
  }

  #modify(dn: Dn, changes: Change[]): Promise<void> {
    const written = changes.flatMap(ldaptsChanges)
    if (written.length === 0) return Promise.resolve()
    return this.#run((client) => client.modify(assertSendable(dn), written, this.#controls))
  }

  #run<T>(request: (client: Client) => Promise<T>): Promise<T> {
    return this.#connection.run(request)
  }
}

function ldaptsChanges({ attribute, add, delete: gone, replace }: Change): LdaptsChange[] {
  const change = (operation: 'add' | 'delete' | 'replace', values: string[]) =>
    new LdaptsChange({
      operation,
      modification: new Attribute({ type: attribute, values: values.map(assertSendable) }),
    })
  const changes: LdaptsChange[] = []
  if (gone === 'all') changes.push(change('delete', []))
  else if (gone && gone.length > 0) changes.push(change('delete', gone))
  if (add && add.length > 0) changes.push(change('add', add))
  if (replace) changes.push(change('replace', replace))
  return changes
}

/** A replacement of values that were seen, as the difference to them. */
function exactly(change: Change, assert: Record<string, string[]>): Change {
  const seen = assert[change.attribute]
  if (!seen || !change.replace) return change
  const wanted = change.replace
  return {
    attribute: change.attribute,
    delete: seen.filter((value) => !wanted.includes(value)),
    add: wanted.filter((value) => !seen.includes(value)),
  }
}

function sameValues(a: string[], b: string[]): boolean {
  const other = new Set(b)
  return a.length === other.size && a.every((value) => other.has(value))
}
