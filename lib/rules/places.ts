/** Whose folders a rule is about: everybody's below a domain, organization or group, one account's, or the whole server's. */
import { type Entry, filter, type Handles, outranks, type Role, type RuleKind, roles } from '@/lib/access'
import { containerAt, isUser, kindOf, pathTo, readWay, stepTo, userByLogin } from '@/lib/directory'
import { ConsoleError, type ErrorCode } from '@/lib/errors'
import { GONE, isGone } from './gone'

export type RulePlace = {
  /** '' for the whole server. */
  id: string
  dn: string
  kind: string | null
  login: string | null
  name: string
  /** Names down to it, as PlaceField has them; the login of an account. */
  label: string
}
export type Account = { login: string; id: string; code?: ErrorCode }

const ATTRIBUTES = ['*', 'entryUUID']
const EVERYWHERE: RulePlace = { id: '', dn: '', kind: 'server', login: null, name: '', label: '' }

/** The place that is named: `at` as a domain's name, a way or a DN; or a login. Errors: notFound. */
export async function placeNamed(
  handles: Handles,
  { at, login }: { at?: string | undefined; login?: string | undefined },
): Promise<RulePlace> {
  if (login === undefined) return placeOf(handles, await containerAt(handles, at ?? ''))
  const { dn } = await userByLogin(handles, login)
  return placeOf(handles, await handles.directory.read(dn, ATTRIBUTES))
}

/** The whole server, for those who administer all of it. Errors: denied. */
export function everywhere({ grant }: Handles): RulePlace {
  if (grant !== 'all') throw new ConsoleError('denied', 'access.denied')
  return EVERYWHERE
}

/** By entryUUID; null when it is not there (any more), or outside the scope. */
export async function placeById(handles: Handles, id: string): Promise<RulePlace | null> {
  if (id === '') return handles.grant === 'all' ? EVERYWHERE : null
  const [entry] = await handles.directory.searchAll(filter.equals('entryUUID', id), {
    attributes: ATTRIBUTES,
  })
  return entry ? placeOf(handles, entry) : null
}

/** Those with a mailbox; `code` says why nothing of theirs may be changed. */
export async function* accountsAt({ directory, actor }: Handles, place: RulePlace): AsyncGenerator<Account> {
  const own = place.login === null ? undefined : filter.equals('uid', place.login)
  const wanted = filter.and(isUser, filter.equals('smMailbox', 'TRUE'), ...(own ? [own] : []))
  const base = own || place.id === '' ? null : place.dn
  const attributes = ['uid', 'entryUUID', 'smRole']
  for await (const entry of directory.each(base, wanted, { scope: 'sub', attributes })) {
    const role = roles.find((known) => known === entry.first('smRole')) ?? ('user' as Role)
    const isDenied = entry.first('entryUUID') !== actor.id && outranks(role, actor.role)
    yield {
      ...{ login: entry.first('uid') ?? '', id: entry.first('entryUUID') ?? '' },
      ...(isDenied && { code: 'access.denied' as const }),
    }
  }
}

/** A part of them, of whom something may be changed, and how many there are. */
export async function someAt(
  handles: Handles,
  place: RulePlace,
  { offset, count }: { offset: number; count: number },
): Promise<{ logins: string[]; total: number }> {
  const all: string[] = []
  for await (const { login, code } of accountsAt(handles, place)) if (!code) all.push(login)
  return { logins: all.slice(offset, offset + count), total: all.length }
}

/** A rule for a place in scope that is there. Errors: notFound. */
export async function ruleInScope<Kind extends RuleKind>(handles: Handles, kind: Kind, id: string) {
  const known = await ruleKnown(handles, kind, id)
  if (isGone(known.place)) throw new ConsoleError('notFound', 'access.notFound')
  return known
}

/** The same, also for a place that is gone: it can be taken away, or get another place. */
export async function ruleKnown<Kind extends RuleKind>(handles: Handles, kind: Kind, id: string) {
  const rule = await handles.folderRules.read(kind, id)
  const place = rule && (await placeOfRule(handles, rule.place))
  if (!rule || !place) throw new ConsoleError('notFound', 'access.notFound')
  return { rule, place }
}

/** Where a rule is followed; null outside the scope. What is gone only those know who see everything. */
export async function placeOfRule(handles: Handles, id: string): Promise<RulePlace | null> {
  const place = await placeById(handles, id)
  return place ?? (handles.grant === 'all' ? { ...EVERYWHERE, id, kind: GONE } : null)
}

/** Refuses rules for accounts that outrank the actor. */
export async function requireChangeable({ directory }: Handles, { login, dn }: RulePlace): Promise<void> {
  if (login !== null) await directory.requireChangeable(dn)
}

/** Writes into the record of changes whom a rule is about. */
export function about({ intent, instance }: Handles, { dn, login, name, ...place }: RulePlace): void {
  if (!isGone(place)) intent.about({ dn, name: login ?? (name || instance.hostname) })
}

function placeOf(handles: Handles, entry: Entry): RulePlace {
  const login = entry.first('uid') ?? null
  const name = entry.first('displayName') ?? entry.first('cn') ?? entry.first('ou') ?? entry.first('o') ?? ''
  const way = readWay([...pathTo(handles, entry.dn), stepTo(handles, entry.dn)])
  return {
    ...{ id: entry.first('entryUUID') ?? '', dn: entry.dn, kind: kindOf(entry) ?? null },
    ...{ login, name, label: login ?? way },
  }
}
