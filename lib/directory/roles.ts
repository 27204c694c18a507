/** Who administers what. A role is given by those above it only, and slapd's own rules say the same. */
import { z } from 'zod'
import {
  type Entry,
  filter,
  operation,
  outranks,
  parentDn,
  type Role,
  rdnValue,
  roles,
  sameDn,
} from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { domainName, login, shownId } from './fields'
import { isUser, kindOf } from './kinds'
import { absentIsNull } from './made'
import { type UserRow, userRow } from './shown-users'
import { containerAt, domainDn, refuseAnother, userByLogin } from './tree'

export type AdministratorRow = UserRow & {
  /** Names of the domains, or of the container, that the person administers; empty for administrators of everything. */
  places: string[]
}

/** Everybody in scope who administers something, the highest rank first. */
export const listAdministrators = operation({
  name: 'role.list',
  kind: 'read',
  input: z.strictObject({}),
  async run({ directory }): Promise<AdministratorRow[]> {
    const found = await directory.searchAll(filter.and(isUser, filter.present('smRole')))
    const rows = found.map((entry) => {
      const row = userRow(entry)
      const places =
        row.role === 'groupAdministrator' ? [localPlaceOf(entry) ?? []].flat() : entry.values('smManages')
      return { ...row, places: places.map(rdnValue).sort() }
    })
    const rank = ({ role }: UserRow) => roles.indexOf(role)
    return rows.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  },
})

/** The container that an account administers because it lives there; what is written of another one counts for nothing. */
export function localPlaceOf(entry: Entry): string | undefined {
  const place = entry.first('smRole') === 'groupAdministrator' ? entry.first('smLocal') : undefined
  return place !== undefined && sameDn(place, parentDn(entry.dn)) ? place : undefined
}

const domains = z.array(domainName).max(1000, 'input.tooLong').default([])

/**
 * Gives an account a role, or takes it with `user`. A domain administrator administers the domains named; a group
 * administrator the organization or group that the account lives in.
 */
export const setRole = operation({
  name: 'role.set',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({
    ...{ login, id: shownId },
    role: z.enum(['administrator', 'domainAdministrator', 'groupAdministrator', 'user']),
    domains,
    /** What was shown. Domains added and taken away by several people go together; of a role only one holds. */
    from: z.strictObject({ role: z.string().max(64), domains }).optional(),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, id, role, domains, from }): Promise<void> {
    const { directory, actor, intent } = handles
    const user = await userByLogin(handles, login)
    refuseAnother(user, id)
    intent.about({ dn: user.dn, name: login })
    await directory.requireChangeable(user.dn)
    if (user.first('smRole') === 'manager') throw new ConsoleError('denied', 'account.manager')
    if (user.first('entryUUID') === actor.id) throw new ConsoleError('denied', 'role.self')
    if (role !== 'user' && outranks(role, actor.role)) throw new ConsoleError('denied', 'access.denied')
    const before = { smRole: user.values('smRole'), smManages: user.values('smManages') }
    const held = before.smRole[0] ?? 'user'
    if (from && held !== from.role && held !== role) throw overlap('smRole')
    const manages = role === 'domainAdministrator' ? await merged(domains) : []
    const local = role === 'groupAdministrator' ? [await homeOf()] : []
    const wanted = { smRole: role === 'user' ? [] : [role], smManages: manages, smLocal: local }
    // Only what changes, and no replacing of nothing: slapd asks for the right to each, and that to take a value away
    // is for those who have the role above the one that is taken.
    const changes = Object.entries(wanted)
      .filter(([attribute, values]) => values.join('\n') !== user.values(attribute).join('\n'))
      .map(([attribute, values]) =>
        user.has(attribute) ? { attribute, replace: values } : { attribute, add: values },
      )
    if (role === 'user' || !user.has('smRole') || user.first('smRole') === role) {
      return directory.modify(user.dn, changes, before)
    }
    // slapd asks who may act on the role that is there, also for giving another one: first that is taken.
    const lost = changes.map(({ attribute }) => attribute).filter((attribute) => user.has(attribute))
    const taken = lost.map((attribute) => ({ attribute, replace: [] }))
    const back = lost.map((attribute) => ({ attribute, add: user.values(attribute) }))
    const given = changes.map(({ attribute }) => ({
      attribute,
      add: wanted[attribute as keyof typeof wanted],
    }))
    await intent.step(
      'taken',
      {},
      () => directory.modify(user.dn, taken, before),
      () => directory.modify(user.dn, back),
    )
    await intent.step('given', {}, () =>
      directory.modify(
        user.dn,
        given.filter(({ add }) => add.length > 0),
      ),
    )

    /** The domains that are administered then: those of now, without what was taken off the list, with what was put to it. */
    async function merged(wanted: string[]): Promise<string[]> {
      const named = await domainsNamed(wanted)
      if (!from || held !== role) return named
      const kept = before.smManages.filter((dn) => {
        const name = rdnValue(dn).toLowerCase()
        return wanted.includes(name) || !from.domains.includes(name)
      })
      const added = named.filter(
        (dn) =>
          !from.domains.includes(rdnValue(dn).toLowerCase()) && !kept.some((other) => sameDn(other, dn)),
      )
      // Each took one, and together that leaves none.
      if (kept.length + added.length === 0) throw overlap('smManages')
      return [...kept, ...added]
    }

    async function domainsNamed(names: string[]): Promise<string[]> {
      if (names.length === 0) throw fault('domains', 'input.required')
      return Promise.all(
        names.map(async (name) => {
          const domain = await containerAt(handles, domainDn(handles, name)).catch(absentIsNull)
          if (domain) return domain.dn
          throw fault('domains', 'domain.unknown', { domain: name })
        }),
      )
    }

    async function homeOf(): Promise<string> {
      const home = await containerAt(handles, parentDn(user.dn))
      if (kindOf(home) === 'domain') throw fault('role', 'role.group')
      return home.dn
    }
  },
})

function overlap(attributes: string): ConsoleError {
  return new ConsoleError('conflict', 'edit.conflict', { attributes })
}

function fault(
  field: string,
  code: 'input.required' | 'role.group' | 'domain.unknown',
  values: Record<string, string> = {},
): ConsoleError {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values }])
}

export const givableRoles: Record<Role, readonly Role[]> = {
  manager: ['administrator', 'domainAdministrator', 'groupAdministrator', 'user'],
  administrator: ['domainAdministrator', 'groupAdministrator', 'user'],
  domainAdministrator: ['groupAdministrator', 'user'],
  groupAdministrator: [],
  user: [],
}
