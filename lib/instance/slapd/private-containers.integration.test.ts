/** Private containers for people who come with an LDAP client of their own: what is inside is not there outside. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instance } from '../instance'
import { refreshAccess } from './steps'
import { type Login, ldapTool, ldif, removeSlapd, runningSlapd } from './testing'
import {
  account,
  addPeople,
  as,
  foreign,
  PASSWORD,
  people,
  sales,
  stock,
  teams,
  type Who,
} from './testing-people'

const { add, move, put, remove, set } = ldif
const SUFFIX = 'dc=example,dc=com'
const secret = `o=secret.example,${SUFFIX}`
const vault = `ou=Vault,${secret}`
const inSecret = `uid=sue,${secret}`
const inVault = `uid=vera,${vault}`
const vaultAdministrator = `uid=vic,${vault}`
const insiders = [people.user, people.deepUser, inSecret, inVault]
const formerAddress = (at: number) => `before-${at}@foreign.example`
const group = { objectClass: ['organizationalUnit', 'smContainer'] }

let instance: Instance
beforeAll(async () => {
  instance = await runningSlapd('slapd-private')
  await addPeople(instance)
  const domain = { objectClass: ['organization', 'domainRelatedObject', 'smContainer'] }
  await asRoot(
    add(secret, { ...domain, associatedDomain: 'secret.example', smPrivate: 'TRUE' }),
    add(vault, { ...group, smPrivate: 'TRUE' }),
    add(inSecret, account(inSecret)),
    add(inVault, account(inVault)),
    add(vaultAdministrator, account(vaultAdministrator, { smRole: 'groupAdministrator', smLocal: vault })),
    // A private group in a private group of a public domain.
    ...[sales, teams].map((dn) => put(dn, 'smPrivate', 'TRUE')),
    // Outside, those inside are named, and have addresses of before.
    add(`cn=all,${foreign}`, {
      objectClass: ['smAlias', 'inetLocalMailRecipient'],
      ...{ cn: 'all', mail: 'all@foreign.example', mailLocalAddress: 'all@foreign.example' },
      ...{ member: insiders, owner: insiders },
    }),
    ...['manager', 'secretary', 'seeAlso'].map((name) => put(people.foreignUser, name, insiders)),
    ...insiders.map((member, at) =>
      add(`cn=${formerAddress(at)},${foreign}`, {
        objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
        ...{ cn: formerAddress(at), mail: formerAddress(at), mailLocalAddress: formerAddress(at), member },
      }),
    ),
  )
  expect(await refreshAccess(instance)).toBe(true)
})
afterAll(() => removeSlapd(instance))

async function asRoot(...changes: string[]): Promise<void> {
  const { code, stderr } = await ldapTool(instance, 'ldapmodify', 'root', [], changes.join(''))
  expect(code, stderr).toBe(0)
}

const anybody = (dn: string): Login => ({ dn, password: PASSWORD })
const logins: Record<string, Login> = {
  ...Object.fromEntries((Object.keys(people) as Who[]).map((who) => [who, as(who)])),
  inSecret: anybody(inSecret),
  inVault: anybody(inVault),
  vaultAdministrator: anybody(vaultAdministrator),
}
const everybody = Object.keys(logins).filter((who) => who !== 'suspended')
const everything = ['manager', 'administrator', 'otherAdministrator', 'wideDomainAdministrator']
const ofHome = [...everything, 'domainAdministrator', 'otherDomainAdministrator']
const inSales = [...ofHome, 'groupAdministrator', 'otherGroupAdministrator']

/** Each private place, an entry in it that is found by its login, and who may see that. */
const places: [name: string, place: string, inside: string, seenBy: string[]][] = [
  ['a private group', sales, people.user, [...inSales, 'user', 'deepUser']],
  ['a private group inside a private group', teams, people.deepUser, [...inSales, 'deepUser']],
  ['a private domain', secret, inSecret, [...everything, 'inSecret', 'inVault', 'vaultAdministrator']],
  [
    'a private group inside a private domain',
    vault,
    inVault,
    [...everything, 'inVault', 'vaultAdministrator'],
  ],
]

async function wholeTree(): Promise<string> {
  return (await ldapTool(instance, 'ldapsearch', 'root', ['-LLL', '-b', SUFFIX, '*', '+'])).stdout
}

const loginOf = (who: string) => logins[who] ?? expect.fail(`nobody is ${who}`)

async function ask(who: string, argv: string[]) {
  const { code, stdout } = await ldapTool(instance, 'ldapsearch', loginOf(who), [
    ...['-LLL', '-o', 'ldif-wrap=no', '-z', 'max'],
    ...argv,
  ])
  return { code, found: stdout.match(/^dn::? .*/gm) ?? [], stdout }
}

describe.each(places)('%s', (_name, place, inside, seenBy) => {
  const login = /^uid=([^,]+)/.exec(inside)?.[1] ?? ''
  const outsiders = everybody.filter((who) => !seenBy.includes(who))
  const filters = [
    '(objectClass=*)',
    `(uid=${login})`,
    `(mail=${login}@*)`,
    `(cn=*${login.slice(1)}*)`,
    '(!(cn=nobody))',
    '(|(uid=*)(ou=*)(o=*))',
    `(entryDN=${inside})`,
    `(entryDN:dnSubtreeMatch:=${place})`,
    '(smPrivate=TRUE)',
  ]

  test.each(outsiders)('is named to %s by nothing outside', async (who) => {
    const naming = ['member', 'owner', 'seeAlso', 'manager', 'secretary'].map((name) => `(${name}=${inside})`)
    expect((await ask(who, ['-b', SUFFIX, `(|${naming.join('')})`])).found).toEqual([])
    expect((await ask(who, ['-b', foreign, '*', '+'])).stdout.toLowerCase()).not.toContain(
      inside.toLowerCase(),
    )
    // Whether a place is there is not told by what comes of asking for it, either.
    const asks = [place, `ou=Nope,${place}`, `o=nope.example,${SUFFIX}`].flatMap((named) =>
      ['member', 'seeAlso', 'manager', 'secretary'].map((name) => [
        ...['-b', SUFFIX, `(&(objectClass=smAccount)(!(${name}=${named})))`, '1.1'],
      ]),
    )
    const answers = await Promise.all(asks.map(async (argv) => (await ask(who, argv)).found.sort().join()))
    expect(new Set(answers).size).toBe(1)
    const [dn, login] = [`cn=${formerAddress(insiders.indexOf(inside as never))},${foreign}`, loginOf(who)]
    const { code } = await ldapTool(instance, 'ldapcompare', login, [dn, `member:${inside}`])
    expect([16, 32, 50]).toContain(code)
    // That the address is taken is known to those alone whose domain it is of.
    const found = who === 'foreignDomainAdministrator' ? [`dn: ${dn}`] : []
    expect((await ask(who, ['-b', SUFFIX, `(mail=${dn.slice(3, dn.indexOf(','))})`])).found).toEqual(found)
  })

  test.each(seenBy)('is there for %s', async (who) => {
    expect((await ask(who, ['-s', 'base', '-b', place, 'ou', 'o'])).found).toEqual([`dn: ${place}`])
    expect((await ask(who, ['-b', SUFFIX, `(uid=${login})`, 'cn'])).found).toEqual([`dn: ${inside}`])
    expect((await ask(who, ['-b', place, `(mail=${login}@*)`, 'cn'])).found).toEqual([`dn: ${inside}`])
  })

  test.each(outsiders)('is not there for %s, whatever is asked', async (who) => {
    for (const base of [SUFFIX, place]) {
      const argv = ['-z', 'max', '-LLL', '-o', 'ldif-wrap=no', '-b', base]
      const input = filters.join('\n')
      const { stdout } = await ldapTool(
        instance,
        'ldapsearch',
        loginOf(who),
        [...argv, '-c', '-f', '-', '%s', '1.1'],
        input,
      )
      expect(stdout.toLowerCase()).not.toContain(place.toLowerCase())
      expect(stdout.match(/^dn: /gm) ?? []).not.toHaveLength(base === SUFFIX ? 0 : -1)
    }
    expect((await ask(who, ['-s', 'base', '-b', place])).code).toBe(32)
    expect((await ask(who, ['-s', 'base', '-b', inside])).code).toBe(32)
    const { code } = await ldapTool(instance, 'ldapcompare', loginOf(who), [inside, `uid:${login}`])
    expect(code).toBe(32)
  })

  test('is not counted outside', async () => {
    for (const who of ['homeUser', 'foreignUser', 'foreignDomainAdministrator']) {
      const argv = ['-z', 'max', '-E', 'pr=10/noprompt', '-b', SUFFIX, `(uid=${login})`, '1.1']
      const { stdout } = await ldapTool(instance, 'ldapsearch', loginOf(who), argv)
      expect(stdout).toMatch(/^pagedresults: cookie=/m)
    }
  })

  test('is not found by sorting, which slapd would do without asking the rules', async () => {
    for (const who of ['manager', 'homeUser', 'foreignUser'])
      for (const filter of [`(uid=${login})`, '(&)', '(objectClass=*)']) {
        const sorted = (...controls: string[]) => {
          const argv = controls.flatMap((control) => ['-E', control])
          return ldapTool(instance, 'ldapsearch', loginOf(who), [...argv, '-b', SUFFIX, filter, '1.1'])
        }
        const { code, stdout } = await sorted('!sss=userPassword:2.5.13.18', '!vlv=0/0/1/0')
        expect({ code, found: stdout.includes('dn: ') }).toEqual({ code: 12, found: false })
        expect((await sorted('sss=userPassword:2.5.13.18')).stdout).not.toContain('sortResult')
      }
  })

  test.each(outsiders)('takes nothing from %s and gives nothing', async (who) => {
    const own = loginOf(who) as { dn: string }
    const changes = [
      set(place, 'smPrivate', 'FALSE'),
      set(place, 'description', 'seen'),
      set(inside, 'sn', 'Seen'),
      set(inside, 'userPassword', 'taken-over'),
      remove(inside),
      move(inside, inside.split(',')[0] ?? '', stock),
      move(own.dn, own.dn.split(',')[0] ?? '', place),
      move(place, `ou=moved`, foreign),
      add(`uid=new,${place}`, account(`uid=new,${place}`)),
      add(`ou=new,${place}`, group),
    ]
    const before = await wholeTree()
    const { stderr } = await ldapTool(instance, 'ldapmodify', loginOf(who), ['-c'], changes.join(''))
    expect(stderr.match(/^ldap_\w+: /gm)).toHaveLength(changes.length)
    expect(await wholeTree()).toBe(before)
  })
})

describe('people in a private place', () => {
  test('see the public rest', async () => {
    for (const who of ['user', 'deepUser', 'inSecret', 'inVault']) {
      expect((await ask(who, ['-b', SUFFIX, '(uid=una)', 'mail'])).found).toEqual([
        `dn: ${people.foreignUser}`,
      ])
      expect((await ask(who, ['-s', 'base', '-b', foreign, 'o'])).found).toEqual([`dn: ${foreign}`])
    }
  })

  test('sign in, and mail servers find their addresses', async () => {
    expect((await ldapTool(instance, 'ldapwhoami', anybody(inVault))).code).toBe(0)
  })
})

test('the place around does not tell that there is something in it', async () => {
  const place = `ou=Cover,${foreign}`
  await asRoot(add(place, group), add(`ou=Hidden,${place}`, { ...group, smPrivate: 'TRUE' }))
  await refreshAccess(instance)
  const look = ['-s', 'base', '-b', place, '(objectClass=*)', '*', '+']
  expect((await ask('homeUser', look)).stdout).not.toMatch(/subordinates/i)
  expect((await ask('homeUser', ['-b', place, '(hasSubordinates=TRUE)', '1.1'])).found).toEqual([])
  expect((await ask('foreignDomainAdministrator', look)).stdout).toMatch(/hasSubordinates: TRUE/)
})

test('a person moved out of a private group loses sight of it at once', async () => {
  const mover = `uid=mover,${teams}`
  await asRoot(add(mover, account(mover)))
  const look = async (dn: string) =>
    (await ldapTool(instance, 'ldapsearch', anybody(dn), ['-LLL', '-b', SUFFIX, '(uid=udo)', '1.1'])).stdout
  expect(await look(mover)).toContain(people.deepUser)
  await asRoot(move(mover, 'uid=mover', stock))
  expect(await look(`uid=mover,${stock}`)).toBe('')
})

describe('names that slapd.access gives a meaning', () => {
  const names = [
    ...['plain', 'a b', 'back\\5Cslash', 'quote\\22s', 'plus\\2Bcomma\\2C', 'hash \\23', '\\20blanks\\20'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how access rules insert something
    ...['$1 ${d1} $', 'a*b', '[brackets]', '(parens)', '{braces}', 'semi\\3Bcolon', 'angle\\3C\\3E', 'a=b'],
    ...[
      'by * write',
      "it's",
      'Größe',
      'שלום',
      '日本',
      'İstanbul',
      'ΣΑΣ',
      'tab\\09',
      'line\\0Abreak',
      'é',
      '%41',
    ],
    ...['to * by users write', '\\22 by users read by ', '\\23comment', 'x'.repeat(64), '🙂'],
  ]

  test('hide as well', async () => {
    const dn = (name: string) => `ou=${name},${stock}`
    await asRoot(
      ...names.map(
        (name) =>
          `dn:: ${Buffer.from(dn(name)).toString('base64')}\nchangetype: add\nobjectClass: organizationalUnit\nobjectClass: smContainer\nsmPrivate: TRUE\n\n`,
      ),
    )
    const before = (await ask('homeUser', ['-s', 'one', '-b', stock, '(ou=*)', '1.1'])).found
    expect(before).toHaveLength(names.length)
    await refreshAccess(instance)
    const hidden = await ask('foreignUser', ['-s', 'one', '-b', stock, '(ou=*)', '1.1'])
    expect(hidden.found).toEqual([])
    const seen = await ask('domainAdministrator', ['-s', 'one', '-b', stock, '(ou=*)', '1.1'])
    expect(seen.found).toHaveLength(names.length)
    expect(await refreshAccess(instance)).toBe(false)
  })
})
