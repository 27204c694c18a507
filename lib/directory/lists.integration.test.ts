/** Lists, find and exports of 1,500 people on a real slapd; ldapsearch says what is right. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { ldapTool, ldif } from '@/lib/instance/slapd/testing'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import {
  browse,
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  csv,
  exportEntries,
  type ListRow,
  type ListRows,
  listEntries,
  moveContainer,
  setRole,
  showUser,
} from '.'

const SIZE = 1500
const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const own = `own-${tag}.example`
const foreign = `foreign-${tag}.example`
const top = (domain: string) => `o=${domain},${instance.suffix}`
const crowd = `ou=Crowd,${top(own)}`
const root: Caller = { kind: 'root' }
const password = 'people in a list 1'
const surnames = ['Müller', 'Ärger', 'Zoë', 'mahler', 'Жуков', 'כהן', "O'Neill", '=SUM(1)', 'Öztürk', 'anna']

let domainAdministrator: Caller
let groupAdministrator: Caller
let foreignAdministrator: Caller
let hidden: string

beforeAll(async () => {
  for (const name of [own, foreign]) await perform(root, createDomain, { name })
  await perform(root, createContainer, { kind: 'group', parent: own, name: 'Crowd' })
  const inDomain = { kind: 'group', parent: own } as const
  hidden = (await perform(root, createContainer, { ...inDomain, name: 'Hidden', private: true })).dn
  const inner = { kind: 'group', parent: hidden, name: 'Inner', private: true } as const
  const deeper = (await perform(root, createContainer, inner)).dn
  const people = Array.from({ length: SIZE }, (_, i) =>
    person(`c${i}-${tag}`, crowd, `${surnames[i % surnames.length]}`, `Person ${i}`),
  )
  people.push(person(`h1-${tag}`, hidden, 'Hidden', `Muster ${tag}`))
  people.push(person(`h2-${tag}`, deeper, 'Deeper', `Muster ${tag}`))
  people.push(person(`f1-${tag}`, top(foreign), 'Foreign', `Muster ${tag}`))
  people.push(person(`o1-${tag}`, top(own), 'Own', `Muster ${tag}`))
  await runLdapTool('ldapadd', people.join(''))
  domainAdministrator = await administrator('d', own, `smRole: domainAdministrator`, 'smManages', top(own))
  foreignAdministrator = await administrator(
    'x',
    foreign,
    'smRole: domainAdministrator',
    'smManages',
    top(foreign),
  )
  groupAdministrator = await administrator('g', crowd, 'smRole: groupAdministrator', 'smLocal', crowd)
})

function person(uid: string, container: string, sn: string, givenName: string) {
  const mail = `${uid}@${/o=([^,]+)/.exec(container)?.[1]}`
  return ldif.add(`uid=${uid},${container}`, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid, sn, givenName, cn: `${givenName} ${sn}`, mail, mailLocalAddress: mail },
    ...{ mailHost: instance.hostname, smMailbox: 'FALSE', userPassword: `{ARGON2}x`, title: 'Person' },
  })
}

async function administrator(
  name: string,
  container: string,
  role: string,
  attribute: string,
  place: string,
): Promise<Caller> {
  const login = `${name}-${tag}`
  const draft = {
    container,
    login,
    password,
    lastName: `Zz ${name}`,
    mailbox: false,
    mustChangePassword: false,
  }
  await perform(root, createUser, draft)
  const { id, dn } = await perform(root, showUser, { login })
  const values = `add: smRole\n${role}\n-\nadd: ${attribute}\n${attribute}: ${place}\n`
  await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\n${values}`)
  return { kind: 'person', id, face: 'web', address: '192.0.2.7' }
}

/** Pages through a whole list. */
async function paged(caller: Caller, input: object, between = async (_offset: number) => {}) {
  const rows: ListRow[] = []
  let list: string | null = null
  for (let offset = 0, total = 1; offset < total; offset += 200) {
    const look: ListRows = await perform(caller, listEntries, {
      ...{ ...input, offset, count: 200 },
      ...(list && { list }),
    })
    rows.push(...look.rows)
    total = look.total
    list = look.list
    await between(offset)
  }
  return rows
}

async function table(caller: Caller, input: object): Promise<string[]> {
  const found = await perform(caller, exportEntries, { ...input, format: 'csv' })
  if (found.format !== 'csv') throw new Error('no rows')
  let text = ''
  for await (const line of csv(found.rows, [{ label: 'DN', value: ({ dn }) => dn }])) text += line
  return text
    .split('\r\n')
    .slice(1, -1)
    .map((cell) => cell.slice(1, -1))
}

async function ldifOf(caller: Caller, input: object): Promise<string> {
  const found = await perform(caller, exportEntries, { ...input, format: 'ldif' })
  if (found.format !== 'ldif') throw new Error('no LDIF')
  let text = ''
  for await (const part of found.text) text += part
  return text
}

const dns = (text: string) =>
  [...text.replaceAll('\n ', '').matchAll(/^dn(::?) (.*)$/gm)].map(([, kind, dn = '']) =>
    kind === '::' ? Buffer.from(dn, 'base64').toString() : dn,
  )

async function searched(base: string, filter: string): Promise<string[]> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-z', 'max', '-b', base, filter, '1.1']
  return dns(await runLdapTool('ldapsearch', '', argv))
}

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isConsoleError(error)) throw new Error('it was not refused')
  return error.code
}

describe('a list', () => {
  it.each(['name', 'surname', 'login', 'address'])('by %s has each entry exactly once', async (sort) => {
    const rows = await paged(domainAdministrator, { at: crowd, sort })
    const there = await searched(crowd, '(objectClass=smAccount)')
    expect(rows.map(({ dn }) => dn).sort()).toEqual(there.sort())
    expect(rows).toHaveLength(SIZE + 1)
    const back = await paged(domainAdministrator, { at: crowd, sort, reverse: 'yes' })
    expect(back.map(({ dn }) => dn).sort()).toEqual(there.sort())
  })

  it('meets each entry once while others are added and deleted', async () => {
    const gone = `uid=c77-${tag},${crowd}`
    const rows = await paged(domainAdministrator, { at: crowd, sort: 'login' }, async (offset) => {
      if (offset !== 200) return
      await runLdapTool('ldapadd', person(`a-first-${tag}`, crowd, 'New', 'Somebody'))
      await runLdapTool('ldapdelete', '', [gone])
    })
    const seen = rows.map(({ dn }) => dn)
    const before = (await searched(crowd, '(objectClass=smAccount)')).filter(
      (dn) => !dn.startsWith('uid=a-first'),
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(before))
    expect(seen).not.toContain(`uid=a-first-${tag},${crowd}`)
    const { total } = await perform(domainAdministrator, listEntries, { at: crowd })
    expect(total).toBe(before.length + 1)
  })

  it('goes to a text', async () => {
    const input = { at: crowd, sort: 'surname', count: 1 }
    const { rows, offset } = await perform(domainAdministrator, listEntries, { ...input, from: 'mü' })
    expect(rows[0]?.dn && (await ldapValues(rows[0].dn, 'sn'))).toEqual(['Müller'])
    const before = await perform(domainAdministrator, listEntries, { ...input, offset: offset - 1 })
    expect(before.rows[0]?.dn && (await ldapValues(before.rows[0].dn, 'sn'))).toEqual(['mahler'])
  })

  it('says where an entry is, as far as the person sees', async () => {
    const text = `c5-${tag}`
    const [seen] = (await perform(domainAdministrator, listEntries, { text })).rows
    expect(seen?.place).toEqual({ dn: crowd, path: [own, 'Crowd'] })
    const [inside] = (await perform(groupAdministrator, listEntries, { text })).rows
    expect(inside?.place).toEqual({ dn: crowd, path: ['Crowd'] })
  })

  it('holds contacts and resources too, and what else is asked for', async () => {
    const contact = await perform(root, createContact, { container: own, lastName: `Kontakt ${tag}` })
    const room = await perform(root, createResource, { container: own, name: `Raum ${tag}` })
    const found = async (input: object) =>
      (await paged(domainAdministrator, { at: top(own), ...input })).map(({ dn }) => dn)
    expect(await found({})).toEqual(expect.arrayContaining([contact.dn, room.dn]))
    expect(await found({ kind: 'contact' })).toEqual([contact.dn])
    expect(await found({ kind: 'resource' })).toEqual([room.dn])
    expect(await found({ kind: 'alias' })).toEqual([`cn=postmaster,${top(own)}`])
    expect((await found({ kind: 'group' })).sort()).toEqual([crowd, hidden].sort())
  })
})

describe('the tree', () => {
  it('has containers only, and none that is gone', async () => {
    const { here, nodes } = await perform(domainAdministrator, browse, { at: top(own) })
    expect(here?.name).toBe(own)
    expect(nodes.map(({ name }) => name)).toEqual(['Crowd', 'Hidden'])
    for (const at of [`ou=gone,${top(own)}`, own, 'x', '=,', `uid=o1-${tag},${top(own)}`, top(foreign)])
      expect(await code(perform(domainAdministrator, browse, { at }))).toBe('access.notFound')
  })

  it('and lists tell a place that is gone from one that is empty', async () => {
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: own, name: 'Short' })
    const looks = [
      () => perform(domainAdministrator, listEntries, { at: dn }),
      () => perform(domainAdministrator, exportEntries, { at: dn, format: 'csv' }),
      () => perform(domainAdministrator, exportEntries, { at: dn, format: 'ldif' }),
    ]
    const { rows, total } = await perform(domainAdministrator, listEntries, { at: dn })
    expect([rows, total]).toEqual([[], 0])
    for (const look of looks) await look()
    await runLdapTool('ldapdelete', '', [dn])
    for (const look of looks) expect(await code(look())).toBe('access.notFound')
  })
})

describe('find', () => {
  const found = async (input: object, caller = domainAdministrator) =>
    (await paged(caller, input)).map(({ dn }) => dn.replace(/-.*/, '')).sort()

  it('finds parts of names, logins and addresses, and whole words whatever their accents', async () => {
    await runLdapTool('ldapadd', person(`s1-${tag}`, top(own), `Ünïque`, `Bärbel ${tag}`))
    for (const text of [
      `nïqu ${tag}`,
      `unique ${tag}`,
      `UNIQUE barbel ${tag}`,
      `s1-${tag.slice(0, 5)} ärbel`,
    ])
      expect(await found({ text }), text).toEqual(['uid=s1'])
    expect(await found({ text: `@${own} s1-${tag}` })).toEqual(['uid=s1'])
    // What only sounds so is not meant: of these there are 150 and more.
    const muller = await paged(domainAdministrator, { text: 'muller' })
    expect(new Set(muller.map(({ sortName }) => sortName.split(' ').at(-1)))).toEqual(new Set(['Müller']))
    expect(muller).toHaveLength(SIZE / surnames.length)
    expect(await found({ text: 'mahler' })).toHaveLength(SIZE / surnames.length)
    const others = ['Öz', 'Né', 'Łukasz', 'Øster', 'Groß', 'Łódź']
    const short = others.map((name, i) => person(`a${i}-${tag}`, top(own), name, `Short ${tag}`))
    await runLdapTool('ldapadd', short.join(''))
    for (const [i, text] of ['oz', 'ne', 'lukasz', 'oster', 'GROSS', 'lodz'].entries())
      expect(await found({ text: `short ${text} ${tag}` }), text).toEqual([`uid=a${i}`])
    await runLdapTool(
      'ldapdelete',
      '',
      others.map((_, i) => `uid=a${i}-${tag},${top(own)}`),
    )
    expect(await found({ text: `unique ${tag} nobody` })).toEqual([])
    const shown = `add: displayName\ndisplayName: Schwäbisch ${tag}\n`
    await runLdapTool('ldapmodify', `dn: uid=s1-${tag},${top(own)}\nchangetype: modify\n${shown}`)
    expect(await found({ text: `schwabisch ${tag}` })).toEqual(['uid=s1'])
    const [row] = await paged(domainAdministrator, { text: `s1-${tag}` })
    // Lists by name go by the common name, and show it.
    expect(row).toMatchObject({ sortName: `Bärbel ${tag} Ünïque`, name: `Schwäbisch ${tag}` })
  })

  it('finds domains, organizations and groups by name, and nobody by the name of a place', async () => {
    const parent = (
      await perform(root, createContainer, { kind: 'organization', parent: own, name: 'Änderungen' })
    ).dn
    await perform(root, createContainer, { kind: 'group', parent, name: `Nachtschicht ${tag}` })
    const about = 'add: ou\nou: Nachtschicht\n'
    await runLdapTool('ldapmodify', `dn: uid=c8-${tag},${crowd}\nchangetype: modify\n${about}`)
    const names = async (input: object, caller?: Caller) =>
      (await found(input, caller)).map((dn) => /^[a-z]+=[^, ]*/.exec(dn)?.[0])
    expect(await names({ kind: 'organization', text: 'derung' })).toEqual(['o=Änderungen'])
    expect(await names({ kind: 'organization', text: 'anderungen' })).toEqual(['o=Änderungen'])
    expect(await names({ kind: 'group', text: `schicht ${tag}` })).toEqual(['ou=Nachtschicht'])
    expect(await names({ kind: 'any', text: 'NACHTSCHICHT' })).toEqual(['ou=Nachtschicht'])
    expect(await names({ kind: 'domain', text: `own-${tag}` })).toEqual(['o=own'])
    expect(await names({ kind: 'group', text: `schicht ${tag}` }, foreignAdministrator)).toEqual([])
    expect(await names({ kind: 'group', text: 'derungen' })).toEqual([])
  })

  it('exports accounts by their logins, of the scope alone and so many as an address can name', async () => {
    const named = { logins: [`o1-${tag}`, `f1-${tag}`, `h1-${tag}`].join(',') }
    const people = (await table(domainAdministrator, named)).map((dn) => dn.replace(/-.*/, ''))
    expect(people.filter((dn) => dn.startsWith('uid='))).toEqual(['uid=h1', 'uid=o1'])
    const logins = Array.from({ length: 201 }, (_, i) => `c${i}-${tag}`).join(',')
    expect(await code(table(domainAdministrator, { logins }))).toBe('input.invalid')
  })

  it('knows criteria, and all of them have to fit', async () => {
    const dn = `uid=c9-${tag},${crowd}`
    const about = ['description: the ninth of them', 'departmentNumber: Nine', 'smAccountStatus: suspended']
    const adds = about.map((line) => `replace: ${line.split(':')[0]}\n${line}\n`).join('-\n')
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\n${adds}`)
    const criteria = { description: 'NINTH', department: 'nin', title: 'pers', status: 'suspended' }
    expect(await found({ ...criteria, mailbox: 'no', role: 'user', lastName: 'ann' })).toEqual(['uid=c9'])
    expect(await found({ ...criteria, status: 'active' })).toEqual([])
    expect(await found({ role: 'any' })).toEqual(['uid=d', 'uid=g'])
    expect(await found({ role: 'groupAdministrator' })).toEqual(['uid=g'])
  })

  it.each(['*', '*)(uid=*', '\\', '(&', 'a'.repeat(200), '\u{1F600}'])(
    'takes %j for what it is',
    async (text) => {
      expect(await found({ text })).toEqual([])
    },
  )

  it('shows everything without criteria, and nothing outside the scope', async () => {
    const all = await searched(
      top(own),
      '(|(objectClass=smAccount)(objectClass=smContact)(objectClass=smResource))',
    )
    expect((await paged(domainAdministrator, {})).map(({ dn }) => dn).sort()).toEqual(all.sort())
    expect(await found({ text: `muster ${tag}` })).toEqual(['uid=h1', 'uid=h2', 'uid=o1'])
    expect(await found({ text: `muster ${tag}` }, foreignAdministrator)).toEqual(['uid=f1'])
    expect(await found({ text: `muster ${tag}` }, groupAdministrator)).toEqual([])
  })
})

describe('what is private or foreign', () => {
  it.each([
    ['the administrator of another domain', () => foreignAdministrator],
    ['the administrator of the group beside it', () => groupAdministrator],
  ])('is not there for %s: lists, totals, find, tree, exports', async (_who, caller) => {
    const who = caller()
    const muster = { text: `muster ${tag}` }
    const seen = [
      (await perform(who, listEntries, muster)).rows.map(({ dn }) => dn),
      await table(who, muster),
      dns(await ldifOf(who, muster)),
    ]
    const expected = who === foreignAdministrator ? [`uid=f1-${tag},${top(foreign)}`] : []
    expect(seen).toEqual([expected, expected, expected])
    expect((await perform(who, listEntries, muster)).total).toBe(expected.length)
    for (const at of [hidden, `ou=Inner,${hidden}`, top(own), `ou=Never,${top(own)}`]) {
      const attempts = [
        () => perform(who, listEntries, { at }),
        () => perform(who, browse, { at }),
        () => perform(who, exportEntries, { at, format: 'csv' }),
        () => perform(who, exportEntries, { at, format: 'ldif' }),
      ]
      for (const attempt of attempts) expect(await code(attempt())).toBe('access.notFound')
    }
  })
})

describe('an export', () => {
  it('has the rows of the list in their order', async () => {
    const input = { at: crowd, sort: 'surname', reverse: 'yes' }
    const rows = await paged(domainAdministrator, input)
    expect(await table(domainAdministrator, input)).toEqual(rows.map(({ dn }) => dn))
    const found = { at: top(own), depth: 'sub', lastName: 'mahl' }
    expect(await table(domainAdministrator, found)).toHaveLength(SIZE / surnames.length)
  })

  it('as LDIF is read by the tools of slapd, and tells no secret', async () => {
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 10, 13]).toString('base64')
    const changes = `add: jpegPhoto\njpegPhoto:: ${photo}\n-\nadd: userPKCS12\nuserPKCS12:: ${photo}\n`
    await runLdapTool('ldapmodify', `dn: uid=c1-${tag},${crowd}\nchangetype: modify\n${changes}`)
    const text = await ldifOf(root, { at: crowd })
    expect(dns(text).sort()).toEqual((await searched(crowd, '(objectClass=smAccount)')).sort())
    expect(text).not.toMatch(/userPassword|PKCS12|ARGON2/i)
    expect(text.replaceAll('\n ', '')).toContain(`\njpegPhoto:: ${photo}\n`)
    const read = await runLdapTool('ldapadd', text, ['-n', '-v'])
    expect(read.match(/^!adding new entry/gm)).toHaveLength(dns(text).length)
  })

  it('of a place with everything in it is loaded again by ldapadd, as an administrator', async () => {
    const name = `again-${tag}.example`
    await perform(root, createDomain, { name })
    const at = top(name)
    // A place that has come below one that is younger is before it where slapd keeps its entries.
    const old = await perform(root, createContainer, { kind: 'group', parent: name, name: 'Old' })
    const young = await perform(root, createContainer, {
      ...{ kind: 'organization', parent: name, name: 'Young, & co', private: true },
      details: { postalAddress: 'Main Street 1\nSpringfield' },
    })
    const moved = await perform(root, moveContainer, { dn: old.dn, parent: young.dn })
    const draft = { password, mustChangePassword: false, mailbox: false }
    const made = { ...draft, container: moved.dn, login: `back-${tag}`, lastName: 'כהן ' }
    await perform(root, createUser, { ...made, details: { description: '=1+1', title: 'A\nB' } })
    await perform(root, setRole, { login: `back-${tag}`, role: 'domainAdministrator', domains: [name] })
    const place = { container: moved.dn, name: 'Room 1' }
    await perform(root, createResource, { ...place, kind: 'room', responsible: `back-${tag}` })
    await perform(root, createContact, { container: at, lastName: 'Contact', addresses: 'x@y.example' })
    const chief = { ...draft, container: own, login: `loader-${tag}`, lastName: 'Loader' }
    const { dn: loader } = await perform(root, createUser, chief)
    await perform(root, setRole, { login: chief.login, role: 'administrator' })

    const text = await ldifOf(root, { at, depth: 'sub', kind: 'any' })
    const listed = dns(text)
    expect(listed.indexOf(moved.dn)).toBeGreaterThan(listed.indexOf(young.dn))
    expect(listed).toHaveLength(7)
    expect(text).not.toContain('smGroupId')
    const state = async () =>
      (await runLdapTool('ldapsearch', '', ['-LLL', '-o', 'ldif-wrap=no', '-b', at]))
        .split('\n\n')
        .map((record) => record.split('\n').filter((line) => !/^(smGroupId|userPassword):/.test(line)))
        .map((lines) => lines.sort().join('\n'))
        .sort()
    const before = await state()
    await runLdapTool('ldapdelete', '', ['-r', at])
    await expect(ldapValues(at, 'o')).rejects.toThrow('No such object')
    const login = { dn: loader, password }
    const { code, stderr } = await ldapTool(instance, 'ldapmodify', login, ['-a'], text)
    expect([stderr, code]).toEqual(['', 0])
    expect(await state()).toEqual(before)
  })

  it('that nobody reads to its end leaves nothing open', async () => {
    const found = await perform(domainAdministrator, exportEntries, { at: crowd, format: 'ldif' })
    if (found.format !== 'ldif') throw new Error('no LDIF')
    const reader = found.text[Symbol.asyncIterator]()
    await reader.return?.()
    expect(await reader.next()).toMatchObject({ done: false })
    expect(await reader.next()).toMatchObject({ done: true })
  })
})
