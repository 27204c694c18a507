/** Who writes and sees what accounts, contacts, resources and places carry besides; bound past the console. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instance } from '../instance'
import { groupMembersUrl } from './schema'
import { ldapTool, ldif, removeSlapd, runningSlapd } from './testing'
import {
  abroad,
  account,
  addPeople,
  as,
  bothWays,
  foreign,
  home,
  people,
  sales,
  stock,
  team,
  teams,
  type Who,
} from './testing-people'

const { add, move, put, remove, set, take } = ldif
const SUFFIX = 'dc=example,dc=com'
const group = { objectClass: ['organizationalUnit', 'smContainer'] }
const contact = (cn: string, more = {}) => ({
  objectClass: ['inetOrgPerson', 'smContact'],
  ...{ cn, sn: cn, mail: 'info@outside.example', ...more },
})
const resource = (cn: string, more = {}) => ({
  objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smResource'],
  ...{ cn, sn: cn, smResourceKind: 'room', member: people.user, ...more },
})
const url = (dn: string) => groupMembersUrl(dn, SUFFIX)
/** A group that an administrator of everything lives in, and one with a domain administrator. */
const board = `ou=Board,${stock}`
const office = `ou=Office,${sales}`
const chair = `uid=chair,${board}`
const head = `uid=head,${office}`
const acme = `cn=Acme,${home}`
const room = `cn=Room,${home}`
/** The address that somebody had here before moving to another domain. */
const brought = `cn=una@home.example,${home}`
const former = (member: string) => ({
  objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
  ...{ mail: 'una@home.example', mailLocalAddress: 'una@home.example', member },
})

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-accounts')
  await addPeople(instance)
  const changes = [
    ...[add(board, group), add(office, group)],
    add(chair, account(chair, { smRole: 'administrator' })),
    add(head, account(head, { smRole: 'domainAdministrator', smManages: home })),
    ...[
      add(acme, contact('Acme', { homePhone: '4' })),
      add(room, resource('Room', { mail: 'room@home.example' })),
    ],
    add(brought, former(people.foreignUser)),
    put(stock, 'smGroupId', 'stock'),
    put(people.deepUser, 'smForwardingAddress', 'elsewhere@outside.example'),
    put(people.deepUser, 'smAlternateMail', 'private@outside.example'),
    put(people.deepUser, 'homePostalAddress', 'Somewhere'),
    put(people.deepUser, 'employeeNumber', '4711'),
    put(people.deepUser, 'mobile', '0170'),
  ]
  await asRoot(...changes)
})
afterAll(() => removeSlapd(instance))

async function attempt(who: Who, changes: string) {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', as(who), [], changes)
  return { code, stderr }
}

async function asRoot(...changes: string[]) {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', 'root', [], changes.join(''))
  expect(code, stderr).toBe(0)
}

async function wholeTree(): Promise<string> {
  return (await ldapTool(instance, 'ldapsearch', 'root', ['-LLL', '-b', SUFFIX, '*', '+'])).stdout
}

async function find(who: Who, filter: string, ...attributes: string[]): Promise<string> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', SUFFIX, filter, ...attributes]
  return (await ldapTool(instance, 'ldapsearch', as(who), argv)).stdout
}

const scoped = ['domainAdministrator', 'groupAdministrator', 'user'] as const
const belowDomain = ['groupAdministrator', 'user'] as const
const everyone = ['manager', 'administrator', ...scoped] as const
const outside = [
  'foreignDomainAdministrator',
  'placeAdministrator',
  'movedGroupAdministrator',
  'homeUser',
] as const

const attacks: [what: string, who: readonly Who[], changes: string][] = [
  ['makes the domain private', [...scoped, ...outside], put(home, 'smPrivate', 'TRUE')],
  ['makes a group of the domain', [...everyone, ...outside], put(home, 'smGroupId', 'home')],
  ['gives the domain members', [...scoped, ...outside], put(home, 'memberURL', url(home))],
  ['lifts the limit of the domain', [...scoped, ...outside], set(home, 'smMaxAccounts', '9999')],
  ['sets the default quota of the domain', scoped, put(home, 'smDefaultQuota', '1')],
  ['sets a limit of a group', scoped, put(stock, 'smMaxStorage', '1')],
  ['adds a group with a limit', scoped, add(`ou=Lim,${teams}`, { ...group, smMaxAliases: '5' })],
  ['makes the own group private', belowDomain, put(sales, 'smPrivate', 'TRUE')],
  ['names the own group', everyone, put(sales, 'smGroupId', 'sales')],
  ['names a group as one that is gone', everyone, set(teams, 'smGroupId', 'finance')],
  [
    'adds a group with the name of one that is gone',
    everyone,
    add(`ou=Heirs,${teams}`, { ...group, smGroupId: 'finance' }),
  ],
  ['takes the name of a group', everyone, take(stock, 'smGroupId')],
  [
    'makes a group elsewhere private',
    [...scoped, 'placeAdministrator', 'homeUser'],
    put(abroad, 'smPrivate', 'TRUE'),
  ],
  ['makes a group private', [...outside, 'user'], put(teams, 'smPrivate', 'TRUE')],
  ['makes a group of everybody on the server', scoped, put(teams, 'memberURL', url(SUFFIX))],
  ['makes a group of another domain', scoped, put(teams, 'memberURL', url(foreign))],
  ['adds a group of another domain', scoped, add(`ou=Spy,${teams}`, { ...group, memberURL: url(abroad) })],
  [
    'makes a group of other attributes',
    everyone,
    put(teams, 'memberURL', `ldap:///${home}?userPassword?sub?(objectClass=smAccount)`),
  ],
  ['makes a group by another filter', everyone, put(teams, 'memberURL', `ldap:///${home}??sub?(smRole=*)`)],
  [
    'makes a group on another server',
    everyone,
    put(teams, 'memberURL', url(home).replace('ldap:///', 'ldap://evil/')),
  ],
  ['names a group in capitals', everyone, put(teams, 'smGroupId', 'Teams')],
  ['names a group with an at sign', everyone, put(teams, 'smGroupId', 'a@b')],
  ['names a group with an option', everyone, put(teams, 'smGroupId;x-none', 'teams')],
  [
    'takes an address of another domain',
    scoped,
    put(people.deepUser, 'mailLocalAddress', 'boss@foreign.example'),
  ],
  ['has a primary address of another domain', scoped, set(people.deepUser, 'mail', 'boss@Foreign.example')],
  [
    'adds an account with an address of another domain',
    scoped,
    add(`uid=boss2,${teams}`, account(`uid=boss2,${teams}`, { mailLocalAddress: 'boss@foreign.example' })),
  ],
  [
    'adds a contact that takes an address of another domain',
    scoped,
    add(`cn=Boss,${teams}`, {
      ...contact('Boss', { mailLocalAddress: 'boss@foreign.example' }),
      objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smContact'],
    }),
  ],
  ...[
    `a]|(this)|[x@foreign.example`,
    '*@foreign.example',
    '%2a@foreign.example',
    'a@x]|[foreign.example',
  ].flatMap((asking): typeof attacks => [
    [`asks the directory by the primary address ${asking}`, scoped, set(people.deepUser, 'mail', asking)],
    [`asks the directory by the address ${asking}`, scoped, put(people.deepUser, 'mailLocalAddress', asking)],
  ]),
  ['asks the directory by who is in a group', scoped, put(teams, 'memberURL', url(`o=x]|this|[y,${SUFFIX}`))],
  ['gives a room an address of another domain', scoped, set(room, 'mail', 'room@foreign.example')],
  [
    'makes a group of another domain behind a zero byte',
    scoped,
    put(teams, 'memberURL', url(foreign).replace('??', `%00,${home}??`)),
  ],
  ['makes an account a contact', everyone, put(people.deepUser, 'objectClass', 'smContact')],
  ['makes an account a container', everyone, put(people.deepUser, 'objectClass', 'smContainer')],
  [
    'makes an account a resource',
    everyone,
    `dn: ${people.deepUser}\nchangetype: modify\nadd: objectClass\nobjectClass: smResource\n-\nadd: smResourceKind\nsmResourceKind: room\n\n`,
  ],
  ['makes a contact a mere person', everyone, take(acme, 'objectClass', 'smContact')],
  ['makes a contact an account', everyone, put(acme, 'objectClass', ['smAccount', 'inetLocalMailRecipient'])],
  ['makes an alias an address of before', everyone, put(team, 'objectClass', 'smFormerAddress')],
  ['gives an account a login that is a contact', everyone, put(acme, 'uid', 'acme')],
  ['gives a resource a login', everyone, put(room, 'uid', 'room')],
  ['gives a contact a password', everyone, put(acme, 'userPassword', 'a-password-of-acme')],
  ['gives a resource a password', everyone, put(room, 'userPassword', 'a-password-of-room')],
  ['gives a contact a role', everyone, put(acme, 'smRole', 'administrator')],
  [
    'takes an address that was brought elsewhere',
    [...scoped, ...outside],
    set(brought, 'member', people.user),
  ],
  [
    'shares an address that was brought elsewhere',
    [...scoped, ...outside],
    put(brought, 'rfc822MailMember', 'spy@x.example'),
  ],
  [
    'frees an address that was brought elsewhere',
    [...scoped, ...outside],
    take(brought, 'objectClass', 'smFormerAddress'),
  ],
  ['deletes an address that was brought elsewhere', [...scoped, ...outside], remove(brought)],
  ['makes something else of a room', everyone, set(room, 'smResourceKind', 'person')],
  ['forwards to no address', everyone, put(people.deepUser, 'smForwardingAddress', 'nowhere')],
  [
    'forwards the mail of a higher one',
    scoped,
    put(people.otherAdministrator, 'smForwardingAddress', 'spy@x.example'),
  ],
  [
    'forwards the mail of another',
    [...outside, 'user'],
    put(people.deepUser, 'smForwardingAddress', 'spy@x.example'),
  ],
  ['frees itself of a limit', ['user'], put(people.user, 'smSendsLocalOnly', 'FALSE')],
  [
    'frees itself of a limit',
    ['groupAdministrator'],
    put(people.groupAdministrator, 'smSendsLocalOnly', 'FALSE'),
  ],
  [
    'frees itself of a limit',
    ['domainAdministrator'],
    put(people.domainAdministrator, 'smReceivesLocalOnly', 'FALSE'),
  ],
  ['forwards the own mail', ['user'], put(people.user, 'smForwardingAddress', 'own@x.example')],
  ['changes a contact', [...outside, ...belowDomain], set(acme, 'sn', 'Changed')],
  ['changes a resource', [...outside, ...belowDomain], set(room, 'member', people.homeUser)],
  ['deletes a contact', [...outside, ...belowDomain], remove(acme)],
  ['deletes a resource', [...outside, ...belowDomain], remove(room)],
  ['adds a contact', [...outside, 'user'], add(`cn=New,${teams}`, contact('New'))],
  ['adds a contact around the own group', belowDomain, add(`cn=New,${home}`, contact('New'))],
  ['adds a resource', [...outside, ...belowDomain], add(`cn=New,${teams}`, resource('New'))],
  [
    'adds a contact with a role',
    everyone,
    add(
      `cn=New,${teams}`,
      contact('New', {
        objectClass: ['inetOrgPerson', 'smContact', 'smAccount'],
        uid: 'new',
        smRole: 'manager',
      }),
    ),
  ],
  ['renames a place that an administrator lives in', scoped, move(board, 'ou=Plank')],
  ['moves a place that an administrator lives in', scoped, move(board, 'ou=Board', sales)],
  ['moves a place around one that an administrator lives in', scoped, move(stock, 'ou=Store', sales)],
  ['renames a place that a domain administrator lives in', belowDomain, move(office, 'ou=Den')],
  ['moves a place that a domain administrator lives in', belowDomain, move(office, 'ou=Office', teams)],
  ['moves a place out of the scope', scoped, move(teams, 'ou=Teams', abroad)],
  ['moves a place out of the group', belowDomain, move(teams, 'ou=Teams', stock)],
  ['moves a place into the scope', scoped, move(abroad, 'ou=Abroad', sales)],
  ['moves the own group', belowDomain, move(sales, 'ou=Sales', stock)],
  ['moves a contact out of the scope', scoped, move(acme, 'cn=Acme', abroad)],
  ['moves an account to the top', scoped, move(people.deepUser, 'uid=udo', SUFFIX)],
]

describe('an attack from inside', () => {
  let before: string
  beforeAll(async () => {
    before = await wholeTree()
  })

  for (const [what, who, changes] of attacks) {
    test.each(who)(`%s ${what}: refused`, async (actor) => {
      for (const login of bothWays(actor)) {
        const { code, stderr } = await ldapTool(instance, 'ldapmodify', login, [], changes)
        expect(code, stderr).not.toBe(0)
        expect([19, 50, 65], stderr).toContain(code)
      }
      expect(await wholeTree()).toBe(before)
    })
  }
})

describe('within the own scope', () => {
  const works = async (who: Who, ...changes: string[]) => {
    for (const change of changes) expect(await attempt(who, change), change).toEqual({ code: 0, stderr: '' })
  }
  const details = {
    ...{ initials: 'A', displayName: 'D', telephoneNumber: '1', mobile: '2', homePhone: '3', pager: '4' },
    ...{
      facsimileTelephoneNumber: '5',
      telexNumber: '6',
      title: 'T',
      roomNumber: '7',
      departmentNumber: '8',
    },
    ...{ physicalDeliveryOfficeName: 'O', employeeNumber: '9', employeeType: 'E', businessCategory: 'B' },
    ...{
      street: 'S',
      postOfficeBox: 'P',
      postalCode: '1',
      l: 'L',
      st: 'S',
      postalAddress: 'A',
      o: 'O',
      ou: 'U',
    },
    ...{ homePostalAddress: 'H', registeredAddress: 'R', destinationIndicator: 'DI', description: 'N' },
    ...{ labeledURI: 'https://example.com', preferredLanguage: 'de', jpegPhoto: 'x', manager: people.user },
    ...{ userPKCS12: 'x', userSMIMECertificate: 'x' },
  }
  const account2 = {
    ...{
      smForwardingAddress: 'f@outside.example',
      smForwardingKeepsCopy: 'TRUE',
      smAlternateMail: 'a@b.example',
    },
    ...{ smRefusesMail: 'TRUE', smWebClient: 'FALSE', smSendsLocalOnly: 'TRUE', smReceivesLocalOnly: 'TRUE' },
  }
  const place = {
    ...{ telephoneNumber: '1', facsimileTelephoneNumber: '2', street: 'S', postalCode: '1', l: 'L', st: 'S' },
    ...{ postalAddress: 'A', description: 'D', businessCategory: 'B', telexNumber: '3', postOfficeBox: 'P' },
    ...{ registeredAddress: 'R', destinationIndicator: 'DI', physicalDeliveryOfficeName: 'O' },
  }
  const replace = (dn: string, values: Record<string, string>) =>
    Object.entries(values).map(([name, value]) => set(dn, name, value))

  test.each(['administrator', 'domainAdministrator', 'groupAdministrator'] as const)(
    '%s writes every detail of accounts and places, and makes groups of them',
    async (who) => {
      const dn = `ou=Of ${who},${teams}`
      const person = `uid=${who.toLowerCase()},${dn}`
      await works(
        who,
        add(dn, {
          ...group,
          ...place,
          smPrivate: 'TRUE',
          memberURL: url(dn),
        }),
        ...replace(dn, { ...place, smPrivate: 'FALSE', memberURL: url(dn) }),
        add(person, account(person, { ...details, ...account2 })),
        ...replace(person, { ...details, ...account2 }),
        put(person, 'mailLocalAddress', `o'${who}%b{c}*d/e?f@home.example`),
        set(person, 'mail', `o'${who}%b{c}*d/e?f@home.example`),
        add(`cn=Contact,${dn}`, contact('Contact', details)),
        set(`cn=Contact,${dn}`, 'mail', ['a@outside.example', 'b@outside.example']),
        add(`cn=Again,${dn}`, contact('Again')),
        move(`cn=Contact,${dn}`, 'cn=Friend'),
        move(`cn=Friend,${dn}`, 'cn=Friend', teams),
        move(person, `uid=${who.toLowerCase()}`, teams),
        move(dn, 'ou=Renamed', sales),
        set(`ou=Renamed,${sales}`, 'memberURL', url(`ou=Renamed,${sales}`)),
        take(`ou=Renamed,${sales}`, 'memberURL'),
        remove(`cn=Again,ou=Renamed,${sales}`),
        remove(`cn=Friend,${teams}`),
        remove(`uid=${who.toLowerCase()},${teams}`),
        remove(`ou=Renamed,${sales}`),
      )
    },
  )

  test.each(['administrator', 'domainAdministrator'] as const)('%s keeps resources', async (who) => {
    const dn = `cn=Projector,${teams}`
    await works(
      who,
      add(dn, resource('Projector', { mail: 'p@home.example', mailLocalAddress: 'p@home.example' })),
      set(dn, 'smResourceKind', 'equipment'),
      set(dn, 'member', [people.user, people.deepUser]),
      move(dn, 'cn=Beamer', sales),
      remove(`cn=Beamer,${sales}`),
    )
  })

  test.each(['administrator', 'domainAdministrator', 'groupAdministrator'] as const)(
    '%s changes addresses within the domain, and back to one that was brought along',
    async (who) => {
      const dn = `uid=una2,${teams}`
      const from = `cn=una2@foreign.example,${foreign}`
      const alias = { mail: 'una2@foreign.example', mailLocalAddress: 'una2@foreign.example', member: dn }
      const setUp = [add(dn, account(dn)), add(from, { ...former(dn), ...alias })]
      await asRoot(...setUp, set(dn, 'mail', 'una2@foreign.example'))
      await works(
        who,
        set(dn, 'mailLocalAddress', ['una2@home.example', 'info@Home.example']),
        set(dn, 'mail', 'Info@home.example'),
        set(dn, 'mail', 'una2@foreign.example'),
      )
      expect((await attempt(who, set(dn, 'mail', 'una3@foreign.example'))).code).toBe(
        who === 'administrator' ? 0 : 50,
      )
      await asRoot(remove(from), remove(dn))
    },
  )

  test.each(['administrator', 'wideDomainAdministrator'] as const)(
    '%s keeps addresses that somebody under the same administration has brought elsewhere',
    (who) =>
      works(
        who,
        set(brought, 'description', 'moved'),
        remove(brought),
        add(brought, former(people.foreignUser)),
      ),
  )

  test('an administrator sets limits and makes a domain private and gives it members', async () => {
    const values = {
      smMaxAccounts: '10',
      smMaxAliases: '5',
      smMaxStorage: '1000000000000',
      smDefaultQuota: '1',
    }
    const more = { smPrivate: 'TRUE', memberURL: url(home) }
    await works('administrator', ...replace(home, { ...values, ...more }))
    await works('administrator', ...Object.keys({ ...values, ...more }).map((name) => take(home, name)))
  })

  test('an administrator renames a place that a domain administrator lives in; who is in it goes along', async () => {
    await works('administrator', move(office, 'ou=Den'))
    expect(await find('administrator', '(uid=head)', 'uid')).toContain(`ou=Den,${sales}`)
    await works('administrator', move(`ou=Den,${sales}`, 'ou=Office'))
  })

  test('a moved group is still what aliases, and those who administer it, name', async () => {
    const from = `ou=Mobile,${stock}`
    const to = `ou=Mobile,${sales}`
    const own = (dn: string) => `uid=mona,${dn}`
    await works(
      'domainAdministrator',
      add(from, group),
      add(own(from), account(own(from), { smRole: 'groupAdministrator', smLocal: from })),
      add(`cn=mobile,${home}`, {
        objectClass: ['smAlias', 'inetLocalMailRecipient'],
        ...{ mailLocalAddress: 'mobile@home.example', member: [from, own(from)] },
      }),
      move(from, 'ou=Mobile', sales),
    )
    // slapd answers a move before it has followed the references to what was moved (slapo-refint(5)).
    const named = async () => {
      const seen = await find('domainAdministrator', '(|(cn=mobile)(uid=mona))', 'member', 'smLocal')
      return seen.match(/^(member|smLocal): .*/gm)?.toSorted()
    }
    await expect
      .poll(named, { timeout: 30_000 })
      .toEqual([`member: ${to}`, `member: ${own(to)}`, `smLocal: ${to}`].toSorted())
  })
})

describe('the address book', () => {
  test.each(['user', 'foreignUser', 'groupAdministrator'] as const)(
    '%s finds contacts and resources',
    async (who) => {
      const found = await find(who, '(|(cn=*oo*)(mail=*oo*))', 'mail', 'smResourceKind', 'member')
      expect(found).toContain(`dn: ${room}`)
      expect(found).toMatch(/^mail: room@home.example$/m)
      expect(found).toMatch(/^smResourceKind: room$/m)
      expect(await find(who, '(|(cn=*cme*)(mail=*cme*))', '*')).toContain(`dn: ${acme}`)
      expect(await find(who, '(|(cn=*info@*)(mail=*info@out*))', 'mail')).toContain(`dn: ${acme}`)
    },
  )

  test('has no private details', async () => {
    const seen = await find('foreignUser', '(|(uid=udo)(cn=Acme))', '*', '+')
    expect(seen).toMatch(/^mobile: 0170$/m)
    expect(seen).not.toMatch(/homeP|employeeNumber|smForw|smAlt|smPrivate|mailLocal|hasSub|member/)
    const filters = [
      '(smForwardingAddress=*)',
      '(smAlternateMail=*)',
      '(employeeNumber=4711)',
      '(homePhone=4)',
    ]
    for (const filter of filters) expect(await find('foreignUser', filter, '1.1')).toBe('')
    for (const filter of filters.slice(0, 3)) {
      expect(await find('groupAdministrator', filter, '1.1')).toContain(people.deepUser)
    }
  })
})
