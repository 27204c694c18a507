/** People of every role in two domains, for tests of the access rules; their password is PASSWORD. */
import type { Instance } from '../instance'
import { saltedHash } from './configuration'
import { type Login, ldapTool, ldif } from './testing'

export const PASSWORD = 'a-password-of-somebody'
const SUFFIX = 'dc=example,dc=com'

export const first = `o=example.com,${SUFFIX}`
export const home = `o=home.example,${SUFFIX}`
export const foreign = `o=foreign.example,${SUFFIX}`
export const sales = `ou=Sales,${home}`
export const teams = `ou=Teams,${sales}`
export const stock = `ou=Stock,${home}`
export const abroad = `ou=Abroad,${foreign}`

export const people = {
  manager: `uid=admin,${first}`,
  administrator: `uid=ada,${first}`,
  otherAdministrator: `uid=boss,${stock}`,
  domainAdministrator: `uid=dora,${home}`,
  otherDomainAdministrator: `uid=dirk,${home}`,
  foreignDomainAdministrator: `uid=fred,${foreign}`,
  /** Administers every domain, but is no administrator of everything. */
  wideDomainAdministrator: `uid=walt,${first}`,
  /** Administers a group instead of a domain. */
  placeAdministrator: `uid=paul,${first}`,
  groupAdministrator: `uid=gina,${sales}`,
  otherGroupAdministrator: `uid=gerd,${sales}`,
  /** Keeps role and scope from the group she was moved out of. */
  movedGroupAdministrator: `uid=greta,${stock}`,
  user: `uid=uma,${sales}`,
  deepUser: `uid=udo,${teams}`,
  homeUser: `uid=ulf,${stock}`,
  foreignUser: `uid=una,${abroad}`,
  suspended: `uid=sam,${sales}`,
} as const

export type Who = keyof typeof people

export const team = `cn=team,${sales}`

/** How this person binds. */
export function as(who: Who): Login {
  return { dn: people[who], password: PASSWORD }
}

/** How this person writes: on the console's connection, and bound with a client of their own. */
export function bothWays(who: Who): Login[] {
  return [as(who), { dn: people[who], password: PASSWORD, past: 'console' }]
}

/** An account's attributes as the console writes them. */
export function account(dn: string, more: Record<string, string | string[]> = {}) {
  const login = /^uid=([^,]+)/.exec(dn)?.[1] ?? ''
  const address = `${login}@${/o=([^,]+)/.exec(dn)?.[1]}`
  return {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid: login, cn: login, sn: login, mail: address, mailLocalAddress: address },
    ...{ mailHost: 'mail.example.com', smAccountStatus: 'active', smMailbox: 'TRUE', userPassword: PASSWORD },
    ...more,
  }
}

/** Adds domains, containers and people as root. */
export async function addPeople(instance: Instance): Promise<void> {
  const domain = (dn: string, name: string) =>
    ldif.add(dn, {
      objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
      ...{ o: name, associatedDomain: name },
    })
  const group = (dn: string) => ldif.add(dn, { objectClass: ['organizationalUnit', 'smContainer'] })
  const person = (who: Who, more: Record<string, string> = {}) =>
    // Each attempt of a test binds: what slapd checks quickly is as good a password there.
    ldif.add(people[who], account(people[who], { userPassword: saltedHash(PASSWORD), ...more }))
  const alias = (dn: string, address: string) =>
    ldif.add(dn, {
      objectClass: ['smAlias', 'inetLocalMailRecipient'],
      ...{ mailLocalAddress: address, member: people.user },
    })
  const inSales = { smRole: 'groupAdministrator', smLocal: sales }
  const changes = [
    ...[domain(home, 'home.example'), domain(foreign, 'foreign.example')],
    ...[sales, teams, stock, abroad].map(group),
    person('administrator', { smRole: 'administrator' }),
    person('otherAdministrator', { smRole: 'administrator', homePhone: '1' }),
    person('domainAdministrator', { smRole: 'domainAdministrator', smManages: home }),
    person('otherDomainAdministrator', { smRole: 'domainAdministrator', smManages: home }),
    person('foreignDomainAdministrator', { smRole: 'domainAdministrator', smManages: foreign }),
    person('wideDomainAdministrator', { smRole: 'domainAdministrator', smManages: SUFFIX }),
    person('placeAdministrator', { smRole: 'domainAdministrator', smManages: abroad }),
    ...[person('groupAdministrator', inSales), person('otherGroupAdministrator', inSales)],
    person('movedGroupAdministrator', inSales),
    person('user', { homePhone: '2', description: 'note' }),
    ...[person('deepUser'), person('homeUser'), person('foreignUser', { homePhone: '3' })],
    person('suspended', { smAccountStatus: 'suspended' }),
    ...[alias(team, 'team@home.example'), alias(`cn=postmaster,${home}`, 'postmaster@home.example')],
    // The manager's first password was changed at the first sign-in.
    ldif.set(people.manager, 'userPassword', PASSWORD),
    ldif.set(people.manager, 'pwdReset', []),
  ]
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', 'root', [], changes.join(''))
  if (code !== 0) throw new Error(stderr)
}
