/** The person who acts, as slapd has them now: looked up at every request, never remembered. */
import type { Entry, LdapDirectory } from '@/lib/adapters/ldap'
import * as filter from '@/lib/adapters/ldap/filter'
import { ConsoleError } from '@/lib/errors'
import { type Role, roles } from './permissions'

export type Person = {
  /** entryUUID: stays the same through renames and moves. */
  id: string
  dn: string
  login: string
  name: string
  mail: string
  role: Role
  /** Domains a domain administrator manages. */
  manages: string[]
  /** The container a group administrator administers; counts only if the account lives in it. */
  local: string | null
  suspended: boolean
  mustChangePassword: boolean
  hasMailbox: boolean
  language: string | null
}

const attributes = [
  'entryUUID',
  'uid',
  'cn',
  'displayName',
  'mail',
  'preferredLanguage',
  'pwdReset',
  'smRole',
  'smManages',
  'smLocal',
  'smAccountStatus',
  'smMailbox',
]

/** The account with this entryUUID; null when there is none any more. */
export async function personById(
  directory: LdapDirectory,
  suffix: string,
  id: string,
): Promise<Person | null> {
  return one(directory, suffix, 'entryUUID', id)
}

/** The account with this login; null when there is none. */
export async function personByLogin(
  directory: LdapDirectory,
  suffix: string,
  login: string,
): Promise<Person | null> {
  return one(directory, suffix, 'uid', login)
}

/** The manager of the installation, as whom root acts. */
export async function managerOf(directory: LdapDirectory, suffix: string): Promise<Person> {
  const manager = await one(directory, suffix, 'smRole', 'manager')
  if (!manager) throw new ConsoleError('notFound', 'access.notFound')
  return manager
}

async function one(directory: LdapDirectory, suffix: string, attribute: string, value: string) {
  const wanted = filter.and(filter.equals('objectClass', 'smAccount'), filter.equals(attribute, value))
  const found = await directory.as(null).search(suffix, wanted, { scope: 'sub', attributes, limit: 2 })
  return found.length === 1 && found[0] ? personFrom(found[0]) : null
}

function personFrom(entry: Entry): Person {
  const role = entry.first('smRole')
  return {
    id: entry.first('entryUUID') ?? '',
    dn: entry.dn,
    login: entry.first('uid') ?? '',
    name: entry.first('displayName') ?? entry.first('cn') ?? '',
    mail: entry.first('mail') ?? '',
    role: roles.find((known) => known === role) ?? 'user',
    manages: entry.values('smManages'),
    local: entry.first('smLocal') ?? null,
    suspended: entry.first('smAccountStatus') === 'suspended',
    mustChangePassword: entry.first('pwdReset') === 'TRUE',
    hasMailbox: entry.first('smMailbox') === 'TRUE',
    language: entry.first('preferredLanguage') ?? null,
  }
}
