/** Passwords, the order to change them, suspension, and the console acting as people. */
import { Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, readSecret } from '../instance'
import { until } from '../until'
import { accepts } from './administration'
import { saltedHash } from './configuration'
import { type Login, ldapTool, ldif, MANAGER_PASSWORD, removeSlapd, runningSlapd } from './testing'
import { account, addPeople, as, home, PASSWORD, people, sales, stock, team, teams } from './testing-people'

let instance: Instance
let asConsole: Login
const services = 'ou=services,dc=example,dc=com'

beforeAll(async () => {
  instance = await runningSlapd('slapd-passwords')
  asConsole = { dn: `cn=console,${services}`, password: readSecret(instance, 'console') }
  expect(await whoami({ dn: people.manager, password: MANAGER_PASSWORD })).toBe(0)
  expect(await see('root', people.manager, 'pwdReset')).toMatch(/pwdReset: TRUE/)
  await addPeople(instance)
})
afterAll(() => removeSlapd(instance))

const actingAs = (dn: string) => ['-e', `!authzid=dn:${dn}`]

async function modify(login: Login, changes: string, argv: string[] = []): Promise<number | null> {
  return (await ldapTool(instance, 'ldapmodify', login, argv, changes)).code
}

async function whoami(login: Login, argv: string[] = []): Promise<number | null> {
  return (await ldapTool(instance, 'ldapwhoami', login, argv)).code
}

async function see(login: Login, dn: string, ...attributes: string[]): Promise<string> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-s', 'base', '-b', dn, ...attributes]
  return (await ldapTool(instance, 'ldapsearch', login, argv)).stdout
}

/** The stored value, decoded from base64. */
async function stored(dn: string): Promise<string> {
  const [, encoded = ''] = /userPassword:: (.*)/.exec(await see('root', dn, 'userPassword')) ?? []
  return Buffer.from(encoded, 'base64').toString()
}

/** Password and the order to change it in one change. */
const giveOut = (dn: string, password: string) =>
  ldif.set(dn, 'userPassword', password).replace(/\n\n$/, '\n-\nreplace: pwdReset\npwdReset: TRUE\n\n')

describe('a password', () => {
  test('is stored as ARGON2, whoever writes it', async () => {
    const hashed = /^\{ARGON2\}\$argon2i\$v=19\$m=19456,t=2,p=1\$/
    expect(await stored(people.manager)).toMatch(hashed)
    expect(await stored(people.user)).toMatch(/^\{SSHA\}/)
    await modify(as('domainAdministrator'), ldif.set(people.user, 'userPassword', PASSWORD))
    expect(await stored(people.user)).toMatch(hashed)
  })

  test('of fewer than eight characters is refused', async () => {
    expect(await modify(as('user'), ldif.set(people.user, 'userPassword', 'seven77'))).toBe(19)
    const dn = `uid=short,${stock}`
    expect(
      await modify(as('domainAdministrator'), ldif.add(dn, account(dn, { userPassword: 'short' }))),
    ).toBe(19)
  })

  test('that arrives hashed is taken as it is', async () => {
    const dn = `uid=imported,${stock}`
    const hash = saltedHash('imported-password')
    expect(await modify(as('domainAdministrator'), ldif.add(dn, account(dn, { userPassword: hash })))).toBe(0)
    expect(await stored(dn)).toBe(hash)
    expect(await whoami({ dn, password: 'imported-password' })).toBe(0)
  })

  test('can be wrong many times without locking anybody out', async () => {
    for (const _ of Array(20)) expect(await whoami({ dn: people.deepUser, password: 'wrong' })).toBe(49)
    expect(await whoami(as('deepUser'))).toBe(0)
  })
})

describe('an account that must change its password', () => {
  test('can bind, but only change the password; that ends the order', async () => {
    const dn = people.homeUser
    expect(await modify(as('domainAdministrator'), giveOut(dn, 'given-password'))).toBe(0)
    const given = { dn, password: 'given-password' }
    expect(await accepts(instance, dn, given.password)).toBe(true)
    expect(await see(given, dn, 'cn')).toBe('')
    expect(await modify(given, ldif.take(dn, 'pwdReset'))).toBe(50)
    expect(await modify(given, ldif.set(dn, 'userPassword', PASSWORD))).toBe(0)
    expect(await see('root', dn, 'pwdReset')).not.toMatch(/pwdReset/)
    expect(await whoami(as('homeUser'))).toBe(0)
  })

  test('is freed in the same way when the console acts as the person', async () => {
    const dn = people.homeUser
    expect(await modify(asConsole, giveOut(dn, 'given-password'), actingAs(people.domainAdministrator))).toBe(
      0,
    )
    expect(await see(asConsole, dn, 'pwdReset')).toMatch(/pwdReset: TRUE/)
    expect(await modify(asConsole, ldif.take(dn, 'pwdReset'), actingAs(dn))).toBe(50)
    expect(await modify(asConsole, ldif.set(dn, 'userPassword', PASSWORD), actingAs(dn))).toBe(0)
    expect(await see(asConsole, dn, 'pwdReset')).not.toMatch(/pwdReset/)
  })
})

describe('a suspended account', () => {
  test('cannot bind with the right password', async () => {
    expect(await whoami(as('suspended'))).toBe(49)
    expect(
      await modify(as('groupAdministrator'), ldif.set(people.suspended, 'smAccountStatus', 'active')),
    ).toBe(0)
    expect(await whoami(as('suspended'))).toBe(0)
  })

  test('has no rights from that moment, on an open connection or through the console', async () => {
    const client = new Client({ url: `ldap://127.0.0.1:${instance.ports.ldap}` })
    const visible = async () =>
      (await client.search(home, { filter: '(objectClass=smAccount)' }).catch(() => ({ searchEntries: [] })))
        .searchEntries.length
    try {
      await client.bind(people.foreignDomainAdministrator, PASSWORD)
      expect(await visible()).toBeGreaterThan(5)
      await modify('root', ldif.set(people.foreignDomainAdministrator, 'smAccountStatus', 'suspended'))
      expect(await visible()).toBe(0)
      const own = people.foreignDomainAdministrator
      expect(await modify(asConsole, ldif.set(own, 'preferredLanguage', 'de'), actingAs(own))).toBe(50)
    } finally {
      await client.unbind()
      await modify('root', ldif.set(people.foreignDomainAdministrator, 'smAccountStatus', 'active'))
    }
  })
})

describe('the console', () => {
  test('has the rights of the person it acts as, and alone none to write', async () => {
    const change = ldif.set(people.foreignUser, 'sn', 'Changed')
    expect(await modify(asConsole, change)).toBe(50)
    expect(await modify(asConsole, change, actingAs(people.domainAdministrator))).toBe(50)
    expect(await modify(asConsole, change, actingAs(people.administrator))).toBe(0)
  })

  test('acts as accounts only', async () => {
    for (const dn of [`cn=mta,${services}`, `uid=cyrus,${services}`, 'cn=admin,cn=config', home]) {
      expect(await whoami(asConsole, actingAs(dn)), dn).not.toBe(0)
    }
  })

  test('is the only one who acts as others', async () => {
    const asMailServers = { dn: `cn=mta,${services}`, password: readSecret(instance, 'mta') }
    for (const login of [asMailServers, as('manager'), as('domainAdministrator'), as('user')]) {
      expect(await whoami(login, actingAs(people.foreignUser))).not.toBe(0)
    }
  })

  test('sees everything but passwords', async () => {
    const seen = await see(asConsole, people.otherAdministrator, '*', '+')
    expect(seen).toMatch(/smRole: administrator/)
    expect(seen).toMatch(/entryCSN/)
    expect(seen).not.toMatch(/userPassword/)
  })
})

test('the mail servers see what they need of people and the Cyrus login', async () => {
  const asMailServers = { dn: `cn=mta,${services}`, password: readSecret(instance, 'mta') }
  const seen = await see(asMailServers, people.user, '*')
  expect(seen).toMatch(/mailLocalAddress: uma@home.example/)
  expect(seen).not.toMatch(/homePhone|userPassword|smRole/)
  const argv = [
    '-LLL',
    '-b',
    'dc=example,dc=com',
    '(&(|(objectClass=smAccount)(objectClass=smServiceLogin))(uid=cyrus))',
  ]
  expect((await ldapTool(instance, 'ldapsearch', asMailServers, argv)).stdout).toMatch(/^dn: uid=cyrus/)
  expect(await whoami({ dn: `uid=cyrus,${services}`, password: readSecret(instance, 'cyrus') })).toBe(0)
})

describe('what is deleted or renamed', () => {
  test('a deleted account leaves the aliases it was a member of', async () => {
    const dn = `uid=leaver,${sales}`
    await modify(as('domainAdministrator'), ldif.add(dn, account(dn)) + ldif.put(team, 'member', dn))
    expect(await see('root', team, 'member')).toMatch(/leaver/)
    await modify(as('domainAdministrator'), ldif.remove(dn))
    expect(await until(async () => !/leaver/.test(await see('root', team, 'member')), 30_000)).toBe(true)
  })

  test('a renamed group is followed by members and by the scope of its administrator', async () => {
    await modify(as('domainAdministrator'), ldif.put(team, 'member', people.deepUser))
    const dn = `uid=local,${teams}`
    const role = { smRole: 'groupAdministrator', smLocal: teams }
    await modify(as('domainAdministrator'), ldif.add(dn, account(dn, role)))
    expect(await modify(as('domainAdministrator'), ldif.move(teams, 'ou=Crews'))).toBe(0)
    const crews = teams.replace('Teams', 'Crews')
    expect(await until(async () => /udo,ou=Crews/.test(await see('root', team, 'member')), 30_000)).toBe(true)
    const local = { dn: dn.replace('Teams', 'Crews'), password: PASSWORD }
    const follows = async () => (await see('root', local.dn, 'smLocal')).includes(`smLocal: ${crews}`)
    expect(await until(follows, 30_000)).toBe(true)
    expect(await modify(local, ldif.set(people.deepUser.replace('Teams', 'Crews'), 'sn', 'Changed'))).toBe(0)
  })
})
