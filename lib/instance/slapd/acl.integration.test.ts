/**
 * The access rules under attack from inside: everybody reads as themselves, and writes as if the console had no limits of
 * its own. What a client of their own can write is in own-client.integration.test.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instance } from '../instance'
import { type Login, ldapTool, ldif, removeSlapd, runningSlapd } from './testing'
import {
  abroad,
  account,
  addPeople,
  as,
  bothWays,
  first,
  foreign,
  home,
  PASSWORD,
  people,
  sales,
  stock,
  team,
  teams,
  type Who,
} from './testing-people'

const { add, remove, set, put, take, move } = ldif
const services = 'ou=services,dc=example,dc=com'
const group = { objectClass: ['organizationalUnit', 'smContainer'] }
const formerAddress = (address: string, domain: string, member: string) =>
  add(`cn=${address},${domain}`, {
    objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
    ...{ mail: address, mailLocalAddress: address, member },
  })

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-acl')
  await addPeople(instance)
})
afterAll(() => removeSlapd(instance))

// RFC 4511, appendix A
const CONSTRAINT_VIOLATION = 19
const INSUFFICIENT_ACCESS_RIGHTS = 50
const refusals = [CONSTRAINT_VIOLATION, INSUFFICIENT_ACCESS_RIGHTS]

async function attempt(login: Login, changes: string, argv: string[] = []) {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', login, argv, changes)
  return { code, stderr }
}

/** Everything root sees, so that a refusal that was none is noticed. */
async function wholeTree(): Promise<string> {
  const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', [
    '-LLL',
    '-b',
    'dc=example,dc=com',
    '*',
    '+',
  ])
  return stdout
}

async function see(login: Login, dn: string, ...attributes: string[]): Promise<string> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-s', 'base', '-b', dn, ...attributes]
  return (await ldapTool(instance, 'ldapsearch', login, argv)).stdout
}

const everyoneButManager = ['administrator', 'domainAdministrator', 'groupAdministrator', 'user'] as const
const everyone = ['manager', ...everyoneButManager] as const

type Attack = [what: string, who: readonly Who[], changes: (own: string) => string]

const withRole = ['manager', 'administrator', 'domainAdministrator', 'groupAdministrator'] as const
const scoped = ['domainAdministrator', 'groupAdministrator', 'user'] as const
const belowDomain = ['groupAdministrator', 'user'] as const

const attacks: Attack[] = [
  [
    'becomes the manager by replacing the own role',
    everyoneButManager,
    (own) => set(own, 'smRole', 'manager'),
  ],
  [
    'becomes the manager by exchanging the own role',
    ['administrator', 'domainAdministrator', 'groupAdministrator'],
    (own) => {
      const role = (Object.entries(people) as [string, string][]).find(([, dn]) => dn === own)?.[0]
      return take(own, 'smRole', role).replace(/\n\n$/, '\n-\nadd: smRole\nsmRole: manager\n\n')
    },
  ],
  ['becomes the manager', ['user'], (own) => put(own, 'smRole', 'manager')],
  ['becomes an administrator', scoped, (own) => set(own, 'smRole', 'administrator')],
  ['becomes an administrator by add', ['user'], (own) => put(own, 'smRole', 'administrator')],
  ['becomes a domain administrator', belowDomain, (own) => set(own, 'smRole', 'domainAdministrator')],
  ['becomes a group administrator', ['user'], (own) => put(own, 'smRole', 'groupAdministrator')],
  ['writes the role with an option', everyone, (own) => put(own, 'smRole;x-none', 'manager')],
  ['gives up the role of manager', ['manager'], (own) => take(own, 'smRole')],
  ['widens the own scope', scoped, (own) => put(own, 'smManages', foreign)],
  ['takes the whole tree as scope', scoped, (own) => set(own, 'smManages', 'dc=example,dc=com')],
  ['moves the own group scope', ['groupAdministrator', 'user'], (own) => set(own, 'smLocal', home)],
  ['lets others act as oneself', everyone, (own) => put(own, 'authzFrom', 'dn.regex:.*')],
  ['may act as anybody', everyone, (own) => put(own, 'authzTo', 'dn.regex:.*')],
  [
    'lets a new account act as anybody',
    withRole,
    () => {
      const dn = `uid=act,${sales}`
      return add(dn, account(dn, { authzTo: 'dn.regex:.*' }))
    },
  ],
  [
    'changes whom the console may act as',
    everyone,
    () => set(`cn=console,${services}`, 'authzTo', 'dn.regex:.*'),
  ],
  [
    "sets the manager's password",
    everyoneButManager,
    () => set(people.manager, 'userPassword', 'taken-over'),
  ],
  [
    "sets another administrator's password",
    everyoneButManager,
    () => set(people.otherAdministrator, 'userPassword', 'taken-over'),
  ],
  [
    "sets another domain administrator's password",
    scoped,
    () => set(people.otherDomainAdministrator, 'userPassword', 'taken-over'),
  ],
  [
    "sets another group administrator's password",
    belowDomain,
    () => set(people.otherGroupAdministrator, 'userPassword', 'taken-over'),
  ],
  ["sets another user's password", ['user'], () => set(people.deepUser, 'userPassword', 'taken-over')],
  [
    "sets the Cyrus administrator's password",
    everyone,
    () => set(`uid=cyrus,${services}`, 'userPassword', 'taken-over'),
  ],
  [
    "sets the console's password",
    everyone,
    () => set(`cn=console,${services}`, 'userPassword', 'taken-over'),
  ],
  [
    'orders the manager to change the password',
    everyoneButManager,
    () => put(people.manager, 'pwdReset', 'TRUE'),
  ],
  ['suspends the manager', everyone, () => set(people.manager, 'smAccountStatus', 'suspended')],
  [
    'suspends another administrator',
    everyoneButManager,
    () => set(people.otherAdministrator, 'smAccountStatus', 'suspended'),
  ],
  ['suspends oneself', everyone, (own) => set(own, 'smAccountStatus', 'suspended')],
  ['deletes the manager', everyone, () => remove(people.manager)],
  ['deletes oneself', everyone, (own) => remove(own)],
  ['deletes an equal', ['administrator'], () => remove(people.otherAdministrator)],
  ['deletes an equal', ['domainAdministrator'], () => remove(people.otherDomainAdministrator)],
  ['deletes an equal', ['groupAdministrator'], () => remove(people.otherGroupAdministrator)],
  ['deletes a user', ['user'], () => remove(people.deepUser)],
  ['takes the role of an equal', ['administrator'], () => take(people.otherAdministrator, 'smRole')],
  [
    'takes the role of an equal',
    ['domainAdministrator'],
    () => take(people.otherDomainAdministrator, 'smRole'),
  ],
  [
    'takes the role of an equal',
    ['groupAdministrator'],
    () => take(people.otherGroupAdministrator, 'smRole'),
  ],
  ['changes the name of a higher one', scoped, () => set(people.otherAdministrator, 'sn', 'Changed')],
  [
    'takes the account class of a higher one',
    scoped,
    () => take(people.otherAdministrator, 'objectClass', 'smAccount'),
  ],
  ['moves a higher one', scoped, () => move(people.otherAdministrator, 'uid=boss', sales)],
  ['renames the login of a higher one', scoped, () => move(people.otherAdministrator, 'uid=bossy')],
  ['makes an administrator of a user', scoped, () => put(people.deepUser, 'smRole', 'administrator')],
  ['makes another manager', everyone, () => put(people.deepUser, 'smRole', 'manager')],
  [
    'makes a domain administrator of a user',
    scoped,
    () => put(people.deepUser, 'smRole', 'domainAdministrator'),
  ],
  [
    'makes a group administrator of a user',
    belowDomain,
    () => put(people.deepUser, 'smRole', 'groupAdministrator'),
  ],
  ['gives a user a domain', scoped, () => put(people.deepUser, 'smManages', home)],
  [
    'adds a manager',
    everyone,
    () => add(`uid=new,${sales}`, account(`uid=new,${sales}`, { smRole: 'manager' })),
  ],
  [
    'adds an administrator',
    [...scoped, 'administrator'],
    () => add(`uid=new,${sales}`, account(`uid=new,${sales}`, { smRole: 'administrator' })),
  ],
  [
    'adds a domain administrator',
    scoped,
    () =>
      add(
        `uid=new,${sales}`,
        account(`uid=new,${sales}`, { smRole: 'domainAdministrator', smManages: foreign }),
      ),
  ],
  [
    'adds a domain administrator by the scope alone',
    scoped,
    () => add(`uid=new,${sales}`, account(`uid=new,${sales}`, { smManages: home })),
  ],
  [
    'adds a group administrator',
    belowDomain,
    () =>
      add(`uid=new,${teams}`, account(`uid=new,${teams}`, { smRole: 'groupAdministrator', smLocal: teams })),
  ],
  ['adds an account elsewhere', scoped, () => add(`uid=new,${abroad}`, account(`uid=new,${abroad}`))],
  [
    'adds an account in the domain around the group',
    belowDomain,
    () => add(`uid=new,${home}`, account(`uid=new,${home}`)),
  ],
  [
    'adds a suspended account elsewhere',
    scoped,
    () => add(`uid=new,${foreign}`, account(`uid=new,${foreign}`, { smAccountStatus: 'suspended' })),
  ],
  ['adds the login cyrus', withRole, () => add(`uid=cyrus,${sales}`, account(`uid=cyrus,${sales}`))],
  ['takes the login cyrus as a second one', withRole, () => put(people.deepUser, 'uid', 'cyrus')],
  ['takes a reserved login as a second one', withRole, () => put(people.deepUser, 'uid', 'anyone')],
  ['takes a free second login', withRole, () => put(people.deepUser, 'uid', 'second')],
  ['takes the login cyrus with an option', withRole, () => put(people.deepUser, 'uid;x-none', 'cyrus')],
  ['takes the login cyrus in capitals', withRole, () => move(people.deepUser, 'uid=CYRUS')],
  [
    'adds a login of a program',
    withRole,
    () =>
      add(`uid=prog,${sales}`, {
        objectClass: ['account', 'simpleSecurityObject', 'smServiceLogin'],
        userPassword: PASSWORD,
      }),
  ],
  [
    'makes a login of a program of a user',
    withRole,
    () => put(people.deepUser, 'objectClass', 'smServiceLogin'),
  ],
  ['adds any class at all', withRole, () => put(people.deepUser, 'objectClass', 'extensibleObject')],
  [
    'adds a class by its number',
    withRole,
    () => put(people.deepUser, 'objectClass', '1.3.6.1.4.1.1466.101.120.111'),
  ],
  [
    'puts an account under another password policy',
    withRole,
    () => put(people.deepUser, 'pwdPolicySubentry', `cn=default,ou=policies,dc=example,dc=com`),
  ],
  [
    'changes the password policy',
    everyone,
    () => set('cn=default,ou=policies,dc=example,dc=com', 'pwdMinLength', '1'),
  ],
  [
    'adds a password policy',
    withRole,
    () => add(`cn=policy,${sales}`, { objectClass: ['device', 'pwdPolicy'], pwdAttribute: 'userPassword' }),
  ],
  ['gives the domain a second name', scoped, () => put(home, 'associatedDomain', 'second.example')],
  [
    'gives a group a domain name',
    scoped,
    () =>
      put(sales, 'objectClass', 'domainRelatedObject').replace(
        /\n\n$/,
        '\n-\nadd: associatedDomain\nassociatedDomain: second.example\n\n',
      ),
  ],
  [
    'adds a second domain inside',
    scoped,
    () =>
      add(`o=second.example,${sales}`, {
        objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
        associatedDomain: 'second.example',
      }),
  ],
  [
    'adds a second domain at the top',
    scoped,
    () =>
      add('o=second.example,dc=example,dc=com', {
        objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
        associatedDomain: 'second.example',
      }),
  ],
  [
    'adds an organization at the top',
    scoped,
    () => add('o=second,dc=example,dc=com', { objectClass: ['organization', 'smContainer'] }),
  ],
  ['deletes the domain', scoped, () => remove(home)],
  ['renames the domain', scoped, () => move(home, 'o=renamed.example')],
  ['changes the description of the domain', scoped, () => put(home, 'description', 'mine')],
  ['deletes the postmaster', scoped, () => remove(`cn=postmaster,${home}`)],
  ['renames the postmaster', scoped, () => move(`cn=postmaster,${home}`, 'cn=gone')],
  ['deletes the own group', belowDomain, () => remove(sales)],
  ['renames the own group', belowDomain, () => move(sales, 'ou=Renamed')],
  ['changes the own group', belowDomain, () => put(sales, 'description', 'mine')],
  ['changes the place it administers', ['placeAdministrator'], () => put(abroad, 'description', 'mine')],
  [
    'adds a domain',
    ['wideDomainAdministrator'],
    () => add('o=top,dc=example,dc=com', { objectClass: ['organization', 'smContainer'] }),
  ],
  ['changes a domain', ['wideDomainAdministrator'], () => put(home, 'description', 'mine')],
  ['deletes a service', ['wideDomainAdministrator'], () => remove(`cn=decoy,${services}`)],
  ['changes an administrator', ['wideDomainAdministrator'], () => set(people.administrator, 'sn', 'Changed')],
  ['deletes an entry elsewhere', scoped, () => remove(people.foreignUser)],
  ['moves an entry out of the scope', scoped, () => move(people.deepUser, 'uid=udo', abroad)],
  ['moves an entry into the scope', scoped, () => move(people.foreignUser, 'uid=una', sales)],
  ['moves the own entry', scoped, (own) => move(own, own.split(',')[0] ?? '', foreign)],
  [
    'moves the own entry within the scope',
    ['domainAdministrator', 'groupAdministrator'],
    (own) => move(own, own.split(',')[0] ?? '', teams),
  ],
  ['moves a user out of the group', belowDomain, () => move(people.deepUser, 'uid=udo', stock)],
  ['changes an alias', belowDomain, () => put(team, 'rfc822MailMember', 'spy@elsewhere.example')],
  [
    'adds an alias',
    belowDomain,
    () =>
      add(`cn=spy,${sales}`, {
        objectClass: ['smAlias', 'inetLocalMailRecipient'],
        mailLocalAddress: 'x@home.example',
      }),
  ],
  ['deletes an alias', belowDomain, () => remove(team)],
  [
    'adds a former address of the own domain',
    belowDomain,
    (own) => formerAddress('x@home.example', home, own),
  ],
  [
    'adds a former address of another domain',
    scoped,
    (own) => formerAddress('x@foreign.example', foreign, own),
  ],
  [
    'adds a former address of another domain to an entry of that',
    scoped,
    () => put(people.foreignUser, 'objectClass', 'smFormerAddress'),
  ],
  [
    'takes an address without a local part',
    withRole,
    () => put(people.deepUser, 'mailLocalAddress', '@home.example'),
  ],
  [
    'takes an address that is in use',
    withRole,
    () => put(people.deepUser, 'mailLocalAddress', 'una@foreign.example'),
  ],
  [
    'takes an address that is in use in capitals',
    withRole,
    () => put(people.deepUser, 'mailLocalAddress', 'UNA@Foreign.Example'),
  ],
  [
    'takes an address that is in use with an option',
    withRole,
    () => put(people.deepUser, 'mailLocalAddress;x-none', 'una@foreign.example'),
  ],
  [
    'takes an address that is an alias',
    withRole,
    () => put(people.deepUser, 'mailLocalAddress', 'team@home.example'),
  ],
  [
    'takes a domain name that is in use',
    ['manager', 'administrator'],
    () => put(foreign, 'associatedDomain', 'home.example'),
  ],
  ['writes the own name', ['user'], (own) => set(own, 'cn', 'Changed')],
  ['writes the own addresses', ['user'], (own) => put(own, 'mailLocalAddress', 'uma-too@home.example')],
  ['gets a mailbox', ['user'], (own) => set(own, 'smMailbox', 'FALSE')],
  ['writes to ou=services', everyone, () => add(`cn=new,${services}`, { objectClass: 'applicationProcess' })],
  [
    'widens a role',
    everyone,
    () => set('cn=manager,ou=roles,dc=example,dc=com', 'memberURL', 'ldap:///??sub?'),
  ],
  ['deletes a service', everyone, () => remove(`cn=decoy,${services}`)],
  ['frees a reserved login', everyone, () => take(`cn=reserved,${services}`, 'uid', 'root')],
  [
    'acts after having been moved out of the group',
    ['movedGroupAdministrator'],
    () => set(people.deepUser, 'sn', 'Changed'),
  ],
  ['acts in the new group', ['movedGroupAdministrator'], () => set(people.homeUser, 'sn', 'Changed')],
  ['acts in another domain', ['foreignDomainAdministrator'], () => set(people.user, 'sn', 'Changed')],
]

describe('an attack from inside', () => {
  let before: string
  beforeAll(async () => {
    before = await wholeTree()
  })

  for (const [what, who, changes] of attacks) {
    test.each(who)(`%s ${what}: refused`, async (actor) => {
      for (const login of bothWays(actor)) {
        const { code, stderr } = await attempt(login, changes(people[actor]))
        expect(refusals, stderr).toContain(code)
      }
      expect(await wholeTree()).toBe(before)
    })
  }

  test('a password for a higher one by the password modify operation is refused', async () => {
    const higher: [Who, string][] = [
      ['administrator', people.manager],
      ['administrator', people.otherAdministrator],
      ['domainAdministrator', people.otherAdministrator],
      ['groupAdministrator', people.otherGroupAdministrator],
      ['groupAdministrator', people.homeUser],
      ['user', people.deepUser],
    ]
    for (const [who, dn] of higher) {
      const { stdout } = await ldapTool(instance, 'ldappasswd', as(who), ['-s', 'taken-over', dn])
      expect(stdout).toMatch(/Insufficient access \(50\)/)
    }
    expect(await wholeTree()).toBe(before)
  })

  test('the control that lets replicas past "unique" is refused', async () => {
    const changes = put(people.deepUser, 'mailLocalAddress', 'una@foreign.example')
    expect((await attempt(as('manager'), changes, ['-M'])).code).toBe(CONSTRAINT_VIOLATION)
    expect(await wholeTree()).toBe(before)
  })
})

describe('within the own scope', () => {
  const works = async (who: Who, ...changes: string[]) => {
    for (const change of changes) {
      expect(await attempt(as(who), change)).toEqual({ code: 0, stderr: '' })
    }
  }
  const person = (name: string, place: string, more = {}) =>
    add(`uid=${name},${place}`, account(`uid=${name},${place}`, more))

  test('the manager makes and unmakes an administrator', () => {
    const dn = `uid=m-adm,${first}`
    return works(
      'manager',
      person('m-adm', first, { smRole: 'administrator' }),
      set(dn, 'userPassword', 'another-password'),
      set(dn, 'smAccountStatus', 'suspended'),
      take(dn, 'smRole', 'administrator'),
      put(dn, 'smRole', 'administrator'),
      take(dn, 'smRole'),
      remove(dn),
    )
  })

  test('an administrator makes a domain, its administrator and its end', () => {
    const domain = 'o=new.example,dc=example,dc=com'
    const dn = `uid=a-dom,${domain}`
    return works(
      'administrator',
      add(domain, {
        objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
        associatedDomain: 'new.example',
        description: 'New',
      }),
      add(`cn=postmaster,${domain}`, {
        objectClass: ['smAlias', 'inetLocalMailRecipient'],
        mailLocalAddress: 'postmaster@new.example',
        member: people.manager,
      }),
      set(domain, 'description', 'Newer'),
      person('a-dom', domain, { smRole: 'domainAdministrator', smManages: domain }),
      set(dn, 'sn', 'Changed'),
      put(dn, 'smManages', home),
      take(dn, 'smRole', 'domainAdministrator'),
      set(dn, 'smManages', []),
      put(dn, 'smRole', 'groupAdministrator'),
      set(dn, 'smLocal', domain),
      remove(dn),
      remove(`cn=postmaster,${domain}`),
      remove(domain),
    )
  })

  test('a domain administrator keeps users, groups, aliases and group administrators', () => {
    const place = `ou=Desk,${stock}`
    const dn = `uid=d-user,${place}`
    return works(
      'domainAdministrator',
      add(place, group),
      person('d-user', place),
      set(dn, 'cn', 'Changed'),
      set(dn, 'userPassword', 'another-password'),
      set(dn, 'pwdReset', 'TRUE'),
      set(dn, 'smAccountStatus', 'suspended'),
      put(dn, 'mailLocalAddress', 'second@home.example'),
      put(dn, 'smRole', 'groupAdministrator'),
      put(dn, 'smLocal', place),
      set(dn, 'sn', 'Changed'),
      take(dn, 'smRole', 'groupAdministrator'),
      take(dn, 'smLocal'),
      person('d-grp', place, { smRole: 'groupAdministrator', smLocal: place }),
      take(`uid=d-grp,${place}`, 'smRole'),
      move(dn, 'uid=d-moved', sales),
      remove(`uid=d-moved,${sales}`),
      remove(`uid=d-grp,${place}`),
      move(place, 'ou=Counter', sales),
      remove(`ou=Counter,${sales}`),
      add(`cn=info,${home}`, {
        objectClass: ['smAlias', 'inetLocalMailRecipient'],
        mailLocalAddress: 'info@home.example',
        member: people.user,
        rfc822MailMember: 'someone@elsewhere.example',
        owner: people.domainAdministrator,
      }),
      formerAddress('former@home.example', home, people.user),
      remove(`cn=former@home.example,${home}`),
      put(`cn=info,${home}`, 'member', people.deepUser),
      remove(`cn=info,${home}`),
      put(`cn=postmaster,${home}`, 'member', people.deepUser),
      take(`cn=postmaster,${home}`, 'member', people.deepUser),
      set(people.domainAdministrator, 'telephoneNumber', '1'),
    )
  })

  test('a group administrator keeps users and groups below the group', () => {
    const place = `ou=Field,${sales}`
    const dn = `uid=g-user,${place}`
    return works(
      'groupAdministrator',
      add(place, group),
      person('g-user', place),
      set(dn, 'sn', 'Changed'),
      set(dn, 'userPassword', 'another-password'),
      put(dn, 'pwdReset', 'TRUE'),
      set(dn, 'smAccountStatus', 'suspended'),
      move(dn, 'uid=g-moved', teams),
      remove(`uid=g-moved,${teams}`),
      move(place, 'ou=Desert'),
      remove(`ou=Desert,${sales}`),
      set(people.groupAdministrator, 'telephoneNumber', '1'),
    )
  })

  test.each(everyone)('%s changes the own password and language', async (who) => {
    await works(who, set(people[who], 'preferredLanguage', 'de'), set(people[who], 'userPassword', PASSWORD))
  })
})

describe('reading', () => {
  test.each(everyone)("%s sees nobody's password, not even the own", async (who) => {
    const argv = ['-LLL', '-b', 'dc=example,dc=com', '(objectClass=*)', 'userPassword', 'authzTo']
    expect((await ldapTool(instance, 'ldapsearch', as(who), argv)).stdout).not.toMatch(/userPassword|authzTo/)
    const guess = ['-LLL', '-b', 'dc=example,dc=com', '(userPassword=*)', '1.1']
    expect((await ldapTool(instance, 'ldapsearch', as(who), guess)).stdout).toBe('')
  })

  test('a user sees the address book of others, and no more', async () => {
    const seen = await see(as('user'), people.foreignUser, '*', '+')
    expect(seen).toMatch(/^mail: una@foreign.example$/m)
    expect(seen).not.toMatch(/homePhone|smMailbox|smAccountStatus|mailHost|mailLocalAddress|creatorsName|pwd/)
    expect(await see(as('user'), people.administrator, 'smRole')).not.toMatch(/smRole/)
    expect(await see(as('user'), people.user, '*')).toMatch(/homePhone: 2/)
  })

  test('a search cannot ask for what may not be read', async () => {
    const argv = ['-LLL', '-b', 'dc=example,dc=com', '(|(smRole=manager)(homePhone=3))', '1.1']
    expect((await ldapTool(instance, 'ldapsearch', as('user'), argv)).stdout).toBe('')
    expect((await ldapTool(instance, 'ldapsearch', as('domainAdministrator'), argv)).stdout).toBe('')
    expect((await ldapTool(instance, 'ldapsearch', as('manager'), argv)).stdout).toMatch(/uid=admin/)
  })

  test('administrators of a place see everything in it and the address book outside', async () => {
    expect(await see(as('domainAdministrator'), people.otherAdministrator, '*')).toMatch(/homePhone: 1/)
    expect(await see(as('groupAdministrator'), people.user, '*')).toMatch(/description: note/)
    expect(await see(as('groupAdministrator'), people.otherAdministrator, '*')).not.toMatch(/homePhone/)
    expect(await see(as('domainAdministrator'), people.foreignUser, '*')).not.toMatch(/homePhone/)
    expect(await see(as('administrator'), people.foreignUser, '*')).toMatch(/homePhone: 3/)
  })

  test('logins of programs are seen by administrators only', async () => {
    expect(await see(as('administrator'), `uid=cyrus,${services}`, 'uid')).toMatch(/uid: cyrus/)
    expect(await see(as('domainAdministrator'), `uid=cyrus,${services}`, 'uid')).toBe('')
    expect(await see(as('user'), services, 'ou')).toBe('')
    expect(await see(as('user'), 'ou=roles,dc=example,dc=com', 'ou')).toBe('')
  })

  test('without a bind there is nothing to see', async () => {
    const anonymous = { dn: '', password: '' }
    const argv = ['-LLL', '-b', 'dc=example,dc=com', '(objectClass=*)']
    expect((await ldapTool(instance, 'ldapsearch', anonymous, argv)).stdout).toBe('')
  })
})
