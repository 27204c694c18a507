/** Whose mail a rule is about: everybody below a domain, organization or group, or one account. */
import { type Entry, filter, type Handles, outranks, type Role, roles } from '@/lib/access'
import { containerAt, isUser, kindOf, userByLogin } from '@/lib/directory'
import { ConsoleError, type ErrorCode } from '@/lib/errors'

export type Place = { id: string; dn: string; kind: string | null; login: string | null; name: string }
export type Account = { login: string; id: string; code?: ErrorCode }

const ATTRIBUTES = ['*', 'entryUUID']

/** The place that is named: `at` as a domain's name, a way or a DN; or a login. Errors: notFound. */
export async function placeNamed(
  handles: Handles,
  { at, login }: { at?: string | undefined; login?: string | undefined },
): Promise<Place> {
  if (login === undefined) return placeOf(await containerAt(handles, at ?? ''))
  const { dn } = await userByLogin(handles, login)
  return placeOf(await handles.directory.read(dn, ATTRIBUTES))
}

/** By entryUUID; null when it is not there (any more), or outside the scope. */
export async function placeById({ directory }: Handles, id: string): Promise<Place | null> {
  const [entry] = await directory.searchAll(filter.equals('entryUUID', id), { attributes: ATTRIBUTES })
  return entry ? placeOf(entry) : null
}

/** Those with a mailbox; `code` says why nothing of theirs may be deleted. */
export async function* accountsAt({ directory, actor }: Handles, place: Place): AsyncGenerator<Account> {
  const own = place.login === null ? undefined : filter.equals('uid', place.login)
  const wanted = filter.and(isUser, filter.equals('smMailbox', 'TRUE'), ...(own ? [own] : []))
  const base = own ? null : place.dn
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

/** A rule for a place in scope. Errors: notFound. */
export async function ruleInScope(handles: Handles, id: string) {
  const rule = await handles.retentionRules.read(id)
  const place = rule && (await placeById(handles, rule.place))
  if (!rule || !place) throw new ConsoleError('notFound', 'access.notFound')
  return { rule, place }
}

function placeOf(entry: Entry): Place {
  const login = entry.first('uid') ?? null
  const name = entry.first('displayName') ?? entry.first('cn') ?? entry.first('ou') ?? entry.first('o') ?? ''
  return { id: entry.first('entryUUID') ?? '', dn: entry.dn, kind: kindOf(entry), login, name }
}
