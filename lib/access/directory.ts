/**
 * The directory as one actor may use it. It acts as the person (slapd's own access rules apply a second time)
 * and refuses, before slapd is asked, whatever is outside the actor's scope or on an account that outranks it.
 * What is outside answers exactly like what is not there.
 */
import {
  type Change as AttributeChange,
  type Entry,
  type Filter,
  isWithin,
  type LdapDirectory,
  parentDn,
  refusalOf,
  sameDn,
  type Window,
  type WindowOptions,
} from '@/lib/adapters/ldap'
import * as filter from '@/lib/adapters/ldap/filter'
import { ConsoleError } from '@/lib/errors'
import type { Intent } from './intents'
import { outranks, type Role, roles } from './permissions'
import type { Person } from './person'
import { covers, reaches, type Scope } from './scope'

export type SearchOptions = { scope: 'base' | 'one' | 'sub'; attributes?: string[]; limit?: number }

export type ScopedDirectory = {
  /** Containers at the top of what the actor reaches; the suffix for administrators of everything. */
  tops: string[]
  /** Whether the actor may know of an entry, there or not: what others wrote may name some that are hidden. */
  reaches(dn: string): boolean
  /** What an attribute of an entry names of which the actor may not know: to be kept and counted, not to be told. */
  unseen(dn: string, attribute: string): Promise<string[]>
  /** Throws notFound for what is absent, invisible or outside. */
  read(dn: string, attributes?: string[]): Promise<Entry>
  /** Entries at or below `base`; notFound when the base is outside. */
  search(base: string, wanted: Filter, options: SearchOptions): Promise<Entry[]>
  /** Entries of the whole scope. */
  searchAll(wanted: Filter, options?: Omit<SearchOptions, 'scope'>): Promise<Entry[]>
  /**
   * A window into the sorted list of what matches at and below `base`, or in the whole scope for null; see the
   * adapter's window().
   */
  window(base: string | null, wanted: Filter, options: WindowOptions): Promise<Window>
  /** Every entry that matches, one after the other, for exports and jobs. */
  each(base: string | null, wanted: Filter, options: Omit<SearchOptions, 'limit'>): AsyncIterable<Entry>
  /** How many entries match that the actor sees, at and below `base`. */
  count(base: string, wanted: Filter, scope?: 'one' | 'sub'): Promise<number>
  /**
   * The containers at and above `dn`, innermost first, up to the domain, with single attributes: what holds for a place
   * is written around it, which may be outside the scope.
   */
  readAbove(dn: string, attributes: string[]): Promise<Entry[]>
  /** How many entries match, at and below `base`, whether the actor sees them or not: for limits. */
  countAll(base: string, wanted: Filter): Promise<number>
  add(dn: string, attributes: Record<string, string[]>): Promise<void>
  /** Changes single attributes; `assert` holds the values they had when they were shown (RFC 4528). */
  modify(dn: string, changes: AttributeChange[], assert?: Record<string, string[]>): Promise<void>
  remove(dn: string): Promise<void>
  /**
   * Renames an entry, or puts it below another container of the scope, with everything below it. Refused when an
   * account that outranks the actor lives in there.
   */
  move(dn: string, to: string): Promise<void>
  /** Throws unless the actor may change the entry; `orAbsent` lets entries pass that are not there (yet). */
  requireChangeable(dn: string, options?: { orAbsent?: boolean }): Promise<void>
}

/** Attributes that decide about access; only the operations that administer them may write them. */
const guarded = [
  ...['smrole', 'smmanages', 'smlocal', 'authzto', 'authzfrom', 'associateddomain', 'objectclass'],
  ...['smprivate', 'smgroupid', 'memberurl', 'smmaxaccounts', 'smmaxaliases', 'smmaxstorage'],
]
/** Attributes that hold DNs: what they name must be in the scope too. */
const references = ['member', 'owner', 'smmanages', 'smlocal', 'manager', 'secretary', 'seealso']

/** Whether an attribute's values name other entries. */
export function namesEntries(attribute: string): boolean {
  return references.includes(attribute.toLowerCase())
}

export function scopedDirectory(
  directory: LdapDirectory,
  actor: { person: Person; scope: Scope; suffix: string; guardedWrites: boolean },
  intent: Intent,
): ScopedDirectory {
  const { person, scope, suffix } = actor
  const asPerson = directory.as(person.dn)
  const absent = () => new ConsoleError('notFound', 'access.notFound')

  async function read(dn: string, attributes?: string[]) {
    if (!reaches(scope, dn)) throw absent()
    const entry = await asPerson.read(dn, attributes)
    if (!entry) throw absent()
    return entry
  }

  async function search(base: string, wanted: Filter, options: SearchOptions) {
    if (!reaches(scope, base)) throw absent()
    const found = await asPerson.search(base, wanted, options)
    return found.filter((entry) => reaches(scope, entry.dn))
  }

  /** The entry as it is, if the actor may change it. Outsiders get notFound, the outranked a plain no. */
  async function changeable(dn: string): Promise<Entry> {
    const entry = await presentAndChangeable(dn)
    if (!entry) throw absent()
    return entry
  }

  async function presentAndChangeable(dn: string): Promise<Entry | null> {
    if (!covers(scope, dn)) throw absent()
    const entry = await directory.as(null).read(dn, ['*', 'pwdReset', 'entryUUID'])
    if (!entry) return null
    const own = sameDn(dn, person.dn)
    if (!own && entry.has('uid') && outranks(roleOf(entry), person.role)) {
      throw new ConsoleError('denied', 'access.denied')
    }
    intent.met({ dn: entry.dn, id: entry.first('entryUUID') ?? '' })
    return entry
  }

  function checkValues(attributes: Record<string, string[]>) {
    for (const [name, values] of Object.entries(attributes)) {
      const attribute = name.toLowerCase()
      if (references.includes(attribute) && !values.every((dn) => reaches(scope, dn))) throw absent()
    }
  }

  /** Whoever moves a container moves those who live in it. */
  async function refuseOutranking(dn: string) {
    const withRole = filter.and(filter.present('smRole'), filter.dnWithin(dn))
    const found = await directory.as(null).search(suffix, withRole, { scope: 'sub', attributes: ['smRole'] })
    for (const entry of found) {
      const own = sameDn(entry.dn, person.dn)
      if (!own && outranks(roleOf(entry), person.role)) throw new ConsoleError('denied', 'access.denied')
    }
  }

  /** Where to look: in one container slapd looks at no entry outside it, which counts for what has no index. */
  function within(base: string | null): string | null {
    if (base !== null && !reaches(scope, base)) throw absent()
    const [only, ...others] = scope.containers
    return base ?? (only !== undefined && others.length === 0 ? only : null)
  }

  /** What matches in the scope, so that a total counts nothing else. */
  function withinScope(base: string | null, wanted: Filter): Filter {
    const except = scope.except.map((branch) => filter.not(filter.dnWithin(branch)))
    if (base !== null) return except.length > 0 ? filter.and(wanted, ...except) : wanted
    return filter.and(wanted, filter.or(...scope.containers.map(filter.dnWithin)), ...except)
  }

  return {
    tops: scope.containers,
    reaches: (dn) => reaches(scope, dn),
    async unseen(dn, attribute) {
      await read(dn, ['1.1'])
      // slapd does not show the actor all of them either.
      const entry = await directory.as(null).read(dn, [attribute])
      return entry?.values(attribute).filter((one) => !reaches(scope, one)) ?? []
    },
    async requireChangeable(dn, options = {}) {
      const entry = await presentAndChangeable(dn)
      if (!entry && !options.orAbsent) throw absent()
    },
    read,
    search,
    async searchAll(wanted, options = {}) {
      const found = await Promise.all(
        scope.containers.map((base) => search(base, wanted, { ...options, scope: 'sub' })),
      )
      return found.flat()
    },
    async window(base, wanted, options) {
      const at = within(base)
      const found = await asPerson.window(at ?? suffix, withinScope(at, wanted), options)
      return { ...found, entries: found.entries.filter((entry) => reaches(scope, entry.dn)) }
    },
    async *each(base, wanted, options) {
      const at = within(base)
      for await (const entry of asPerson.each(at ?? suffix, withinScope(at, wanted), options)) {
        if (reaches(scope, entry.dn)) yield entry
      }
    },
    async count(base, wanted, searchScope = 'sub') {
      if (!reaches(scope, base)) throw absent()
      return asPerson.count(base, wanted, searchScope)
    },
    async readAbove(dn, attributes) {
      if (!reaches(scope, dn)) throw absent()
      const containers: Entry[] = []
      for (let at = dn; isWithin(at, suffix) && !sameDn(at, suffix); at = parentDn(at)) {
        const entry = await directory.as(null).read(at, attributes)
        if (entry) containers.push(entry)
      }
      return containers
    },
    async countAll(base, wanted) {
      if (!reaches(scope, base) && !scope.containers.some((container) => isWithin(container, base)))
        throw absent()
      return directory.as(null).count(base, wanted, 'sub')
    },
    async add(dn, attributes) {
      if (!covers(scope, dn) || !reaches(scope, parentDn(dn))) throw absent()
      checkValues(attributes)
      const names = Object.keys(attributes).map((name) => name.toLowerCase())
      const forbidden = guarded.filter((name) => name !== 'objectclass')
      if (!actor.guardedWrites && names.some((name) => forbidden.includes(name))) {
        throw new ConsoleError('denied', 'access.denied')
      }
      await named(directory, suffix, attributes, () => asPerson.add(dn, attributes))
      for (const [attribute, after] of Object.entries(attributes))
        intent.change({ dn, attribute, before: [], after })
    },
    async modify(dn, changes, assert) {
      const before = await changeable(dn)
      const values = Object.fromEntries(
        changes.map((change) => [change.attribute, [...(change.add ?? []), ...(change.replace ?? [])]]),
      )
      checkValues(values)
      if (
        !actor.guardedWrites &&
        changes.some((change) => guarded.includes(change.attribute.toLowerCase()))
      ) {
        throw new ConsoleError('denied', 'access.denied')
      }
      await named(directory, suffix, values, () => asPerson.modify(dn, changes, { assert }))
      for (const change of changes) intent.change(difference(before, change))
    },
    async move(dn, target) {
      const before = await changeable(dn)
      if (!covers(scope, target) || !reaches(scope, parentDn(target))) throw absent()
      await refuseOutranking(dn)
      await asPerson.move(dn, target)
      intent.change({ dn: target, attribute: 'entryDN', before: [before.dn], after: [target] })
    },
    async remove(dn) {
      const before = await changeable(dn)
      if (before.first('smRole') === 'manager') throw new ConsoleError('denied', 'account.manager')
      if (sameDn(dn, person.dn)) throw new ConsoleError('denied', 'account.self')
      await asPerson.remove(dn)
      for (const attribute of ['uid', 'cn', 'mailLocalAddress', 'member', 'associatedDomain']) {
        if (before.has(attribute))
          intent.change({ dn, attribute, before: before.values(attribute), after: [] })
      }
    },
  }
}

/** The entryUUID of what is at a DN, whoever may see it; '' when nothing is. Errors: unavailable. */
export async function entryIdOf(directory: LdapDirectory, dn: string): Promise<string> {
  return (await directory.as(null).read(dn, ['entryUUID']))?.first('entryUUID') ?? ''
}

function roleOf(entry: Entry): Role {
  return roles.find((role) => role === entry.first('smRole')) ?? 'user'
}

function difference(entry: Entry, change: AttributeChange) {
  if (change.bytes) return byteDifference(entry, change.attribute, change.bytes)
  const before = entry.values(change.attribute)
  const kept = change.delete === 'all' ? [] : before.filter((value) => !change.delete?.includes(value))
  const after = change.replace ?? [...kept, ...(change.add ?? [])]
  return { dn: entry.dn, attribute: change.attribute, before, after }
}

/** Photographs and certificates: how large they are says enough. */
function byteDifference(entry: Entry, attribute: string, bytes: Buffer[]) {
  const sizes = (values: Buffer[]) => values.map(({ length }) => `${length} bytes`)
  return { dn: entry.dn, attribute, before: sizes(entry.bytes(attribute)), after: sizes(bytes) }
}

const unique = {
  uid: ['login', 'login.taken'],
  mailLocalAddress: ['address', 'address.taken'],
  associatedDomain: ['name', 'domain.taken'],
} as const

/** Does a write and says which value is taken when slapd's unique overlay refuses it; never whose it is. */
async function named(
  directory: LdapDirectory,
  suffix: string,
  values: Record<string, string[]>,
  write: () => Promise<void>,
) {
  try {
    await write()
  } catch (error) {
    if (!refusalOf(error)?.notUnique) throw error
    for (const [attribute, [field, code]] of Object.entries(unique)) {
      for (const value of values[attribute] ?? []) {
        if (await isTaken(directory, suffix, attribute, value)) {
          throw new ConsoleError('conflict', code, { address: value }, [
            { field, code, values: { address: value } },
          ])
        }
      }
    }
    throw error
  }
}

/** Whether a value that must be unique in the whole installation is in use, wherever that is. */
export async function isTaken(
  directory: LdapDirectory,
  suffix: string,
  attribute: string,
  value: string,
): Promise<boolean> {
  const found = await directory
    .as(null)
    .search(suffix, filter.equals(attribute, value), { scope: 'sub', attributes: ['1.1'], limit: 1 })
  return found.length > 0
}
