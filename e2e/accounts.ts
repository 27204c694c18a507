/** Domains and accounts made past the console, with ldapadd, and by its operation where a mailbox is needed. */
import { randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { perform } from '@/lib/access/perform'
import { createUser } from '@/lib/directory'
import { createFolder, setAcl } from '@/lib/folders'
import { ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool } from '@/lib/instance/testing'
import { startBulk } from '@/lib/jobs'
import { setRetention } from '@/lib/rules'
import type { Credentials } from './people'
import { testedInstance } from './test'

export type TestDomain = { name: string; dn: string }
export type Account = Credentials & { dn: string; address: string; name: string }
type AccountRole = 'administrator' | 'domainAdministrator' | 'groupAdministrator'
type Wish = {
  role?: AccountRole
  /** With a mailbox of this size, such as "100MB". */
  quota?: string
  firstName?: string
  lastName?: string
}

/** A text that no other test uses. */
export function tag(): string {
  return randomBytes(5).toString('hex')
}

/** A domain with its postmaster alias, which leads to the manager. */
export async function newDomain(description = ''): Promise<TestDomain> {
  const { suffix, domain } = testedInstance()
  const name = `d${tag()}.example`
  const dn = `o=${name},${suffix}`
  const address = `postmaster@${name}`
  const entries = [
    ldif.add(dn, {
      objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
      ...{ o: name, associatedDomain: name },
      ...(description && { description }),
    }),
    ldif.add(`cn=postmaster,${dn}`, {
      objectClass: ['smAlias', 'inetLocalMailRecipient'],
      ...{ cn: 'postmaster', mail: address, mailLocalAddress: address },
      member: `uid=admin,o=${domain},${suffix}`,
    }),
  ]
  await runLdapTool('ldapmodify', entries.join(''))
  return { name, dn }
}

/** A group below a domain. */
export async function newGroup({ dn }: TestDomain, name: string): Promise<string> {
  const group = `ou=${name},${dn}`
  const objectClass = ['organizationalUnit', 'smContainer']
  await runLdapTool('ldapmodify', ldif.add(group, { objectClass, ou: name }))
  return group
}

/** An account in a domain, or in a container of it. Roles are for the domain, or for that container. */
export async function newAccount(
  domain: TestDomain,
  wish: Wish = {},
  container = domain.dn,
): Promise<Account> {
  const { firstName = 'Anna', lastName = 'Test', quota } = wish
  const login = `u${tag()}`
  const name = `${firstName} ${lastName}`
  const account = { login, name, password: `the word of ${login}`, address: `${login}@${domain.name}` }
  const dn = `uid=${login},${container}`
  if (quota) await createWithMailbox(account, container, { firstName, lastName, quota })
  else await runLdapTool('ldapmodify', ldif.add(dn, entryOf(account, firstName, lastName)))
  const { role } = wish
  if (role) await runLdapTool('ldapmodify', ldif.put(dn, 'smRole', role))
  if (role === 'domainAdministrator') await runLdapTool('ldapmodify', ldif.put(dn, 'smManages', domain.dn))
  if (role === 'groupAdministrator') await runLdapTool('ldapmodify', ldif.put(dn, 'smLocal', container))
  return { ...account, dn }
}

/** Accounts without mailboxes in a container, for ldapmodify. */
export function manyAccounts(container: string, count: number): string {
  const mark = tag()
  return Array.from({ length: count }, (_, at) => {
    const uid = `j${at}-${mark}`
    return ldif.add(`uid=${uid},${container}`, {
      objectClass: ['inetOrgPerson', 'smAccount'],
      ...{ uid, cn: `Job ${at}`, sn: 'Job', smMailbox: 'FALSE' },
    })
  }).join('')
}

/** An alias of a domain. */
export async function newAlias(domain: TestDomain, members: Account[], description = ''): Promise<string> {
  const name = `a${tag()}`
  const address = `${name}@${domain.name}`
  const entry = ldif.add(`cn=${name},${domain.dn}`, {
    objectClass: ['smAlias', 'inetLocalMailRecipient'],
    ...{ cn: name, mail: address, mailLocalAddress: address, member: members.map(({ dn }) => dn) },
    ...(description && { description }),
  })
  await runLdapTool('ldapmodify', entry)
  return address
}

/** A contact of a domain. */
export async function newContact({ dn }: TestDomain, attributes: { sn: string } & Record<string, string>) {
  const contact = `cn=${attributes.sn},${dn}`
  const objectClass = ['inetOrgPerson', 'smContact']
  await runLdapTool('ldapmodify', ldif.add(contact, { objectClass, cn: attributes.sn, ...attributes }))
  return contact
}

/** A device of a domain. */
export async function newResource({ dn }: TestDomain, name: string, responsible: Account[]): Promise<string> {
  const resource = `cn=${name},${dn}`
  const objectClass = ['inetOrgPerson', 'inetLocalMailRecipient', 'smResource']
  const member = responsible.map(({ dn }) => dn)
  const entry = { objectClass, cn: name, sn: name, displayName: name, smResourceKind: 'equipment', member }
  await runLdapTool('ldapmodify', ldif.add(resource, entry))
  return resource
}

/** A job of root's that gives mailboxes 100 MB, waiting, done, or in between; accounts without one are left out. */
export async function newJob(logins: string[]): Promise<string> {
  process.env.SERVER_MANAGER_INSTANCE ??= testedInstance().directory
  const job = {
    action: 'quota',
    options: { quota: '100 MB' },
    selection: { accounts: logins.map((login) => ({ login })) },
  }
  return (await perform({ kind: 'root' }, startBulk, job)).id
}

/** A rule of root's that deletes what is old in Trash and Junk, but not what is kept. */
export async function newRule({ name: at }: TestDomain): Promise<string> {
  process.env.SERVER_MANAGER_INSTANCE ??= testedInstance().directory
  const rule = { at, folders: ['\\Trash', '\\Junk', 'Lists'], except: ['Lists/keep'], days: 30 }
  return (await perform({ kind: 'root' }, setRetention, rule)).id
}

/** A folder, public without `parent`; rights by identifier, as letters or presets. */
export async function newFolder(rights: Record<string, string>, parent = ''): Promise<string> {
  process.env.SERVER_MANAGER_INSTANCE ??= testedInstance().directory
  const { name } = await perform({ kind: 'root' }, createFolder, { parent, name: `f${tag()}` })
  const changes = Object.entries(rights).map(([id, rights]) => ({ id, rights }))
  if (changes.length > 0) await perform({ kind: 'root' }, setAcl, { folder: name, changes })
  return name
}

/** Signs in with the requests that the form makes, for tests that are about something else. */
export async function signedIn(context: BrowserContext, { login, password }: Credentials): Promise<void> {
  const origin = `https://localhost:${testedInstance().ports.https}`
  const { csrfToken } = await (await context.request.get(`${origin}/api/auth/csrf`)).json()
  const answer = await context.request.post(`${origin}/api/auth/callback/credentials`, {
    form: { login, password, csrfToken, callbackUrl: '/', json: 'true' },
    headers: { origin },
  })
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${await answer.text()}`)
}

function entryOf(account: Omit<Account, 'dn'>, firstName: string, lastName: string) {
  const { login, name, address, password } = account
  return {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid: login, cn: name, displayName: name, givenName: firstName, sn: lastName },
    ...{ mail: address, mailLocalAddress: address, mailHost: testedInstance().hostname },
    ...{ smMailbox: 'FALSE', userPassword: password },
  }
}

async function createWithMailbox(
  { login, password }: Credentials,
  container: string,
  names: { firstName: string; lastName: string; quota: string },
): Promise<void> {
  process.env.SERVER_MANAGER_INSTANCE ??= testedInstance().directory
  const draft = { container, login, password, mustChangePassword: false, ...names }
  await perform({ kind: 'root' }, createUser, draft)
}
