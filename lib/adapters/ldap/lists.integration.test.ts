/** Windows into sorted lists, on a slapd of its own because it is stopped here. ldapsearch says what is right. */

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSecret } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { writeLdif } from '@/lib/instance/slapd/ldif'
import { slapd } from '@/lib/instance/slapd/slapd'
import { type Login, ldapTool, ldif, removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import { account, addPeople, as, home, people } from '@/lib/instance/slapd/testing-people'
import { systemUser } from '@/lib/instance/system-users'
import { until } from '@/lib/instance/until'
import {
  type At,
  and,
  connectDirectory,
  equals,
  type LdapDirectory,
  type LdapHandle,
  not,
  or,
  present,
  type SortKey,
} from './index'

const SIZE = 3000
const big = `ou=Big,${home}`
const surnames = [
  'Müller',
  'Mumm',
  'mahler',
  'Ärger',
  'anna',
  'Zoë',
  'Öztürk',
  'Жуков',
  'כהן',
  'אבי',
  'Ñandú',
]
const accounts = equals('objectClass', 'smAccount')
const bySurname: SortKey = { attribute: 'sn' }

let instance: Awaited<ReturnType<typeof runningSlapd>>
let directory: LdapDirectory

const dnOf = (uid: string) => `uid=${uid},${big}`
const asAdministrator = () => directory.as(people.domainAdministrator)
const asUser = () => directory.as(people.user)

beforeAll(async () => {
  instance = await runningSlapd('ldap-lists')
  await addPeople(instance)
  await slapd.stop(instance)
  const entries = Array.from({ length: SIZE }, (_, i) => {
    const { userPassword: _password, ...attributes } = account(dnOf(`b${i}`), {
      sn: surnames[i % surnames.length] ?? '',
      cn: `${surnames[(i * 7) % surnames.length]} ${i}`,
      ...(i % 3 !== 0 && { displayName: `${surnames[i % 5]} ${i}` }),
      ...(i % 100 === 0 && { homePhone: String(i) }),
    })
    return { dn: dnOf(`b${i}`), attributes }
  })
  const container = { objectClass: ['organizationalUnit', 'smContainer'], ou: 'Big' }
  await mustRun('slapd', '/usr/sbin/slapadd', ['-q', '-n', '1', '-F', instance.paths.slapdConfig], {
    input: writeLdif([{ dn: big, attributes: container }, ...entries]),
    user: systemUser('openldap'),
  })
  await slapd.start(instance)
  directory = connectDirectory({
    url: `ldap://127.0.0.1:${instance.ports.ldap}`,
    bindDn: `cn=console,ou=services,${instance.suffix}`,
    password: readSecret(instance, 'console'),
  })
})
afterAll(async () => {
  directory?.close()
  await removeSlapd(instance)
})

/** The uids that ldapsearch finds. */
async function ldapsearch(login: Login, base: string, scope: string, filter: string) {
  const argv = ['-LLL', '-z', 'max', '-b', base, '-s', scope, filter, 'uid']
  const { stdout } = await ldapTool(instance, 'ldapsearch', login, argv)
  const uids = stdout.split(/\n(?=dn:)/).map((record) => /^uid: (.*)$/m.exec(record)?.[1] ?? '')
  return stdout.trim() === '' ? [] : uids
}

const look = (handle: LdapHandle, at: At, more: { sort?: SortKey; list?: string | null } = {}) =>
  handle.window(big, accounts, { scope: 'one', attributes: ['uid', 'sn'], sort: bySurname, at, ...more })

/** Pages through the whole list of the container. */
async function paged(handle: LdapHandle, count: number): Promise<string[]> {
  const seen: string[] = []
  let list: string | null = null
  for (let offset = 0, total = 1; offset < total; offset += count) {
    const page = await look(handle, { offset, count }, { list })
    for (const entry of page.entries) seen.push(entry.first('uid') ?? '')
    total = page.total
    list = page.list
  }
  return seen
}

/** The uids in the order of their surnames, without regard to case and by the octets of UTF-8, then of the uids. */
async function bySurnameInSlapd() {
  const argv = [
    '-LLL',
    '-o',
    'ldif-wrap=no',
    '-z',
    'max',
    '-b',
    big,
    '-s',
    'one',
    '(objectClass=smAccount)',
    'uid',
    'sn',
  ]
  const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', argv)
  const found = stdout.split(/\n(?=dn:)/).map((record) => {
    const [, colon = '', sn = ''] = /^sn:(:?) (.*)$/m.exec(record) ?? []
    const text = colon ? Buffer.from(sn, 'base64').toString() : sn
    return { uid: /^uid: (.*)$/m.exec(record)?.[1] ?? '', key: Buffer.from(text.toLowerCase()) }
  })
  // In a DN there is a comma after the uid, which comes before every digit.
  found.sort((a, b) => Buffer.compare(a.key, b.key) || (`${a.uid},` < `${b.uid},` ? -1 : 1))
  return found.map(({ uid }) => uid)
}

describe('a window', () => {
  it.each(['domainAdministrator', 'user'] as const)(
    'shows each row exactly once over all pages, in order: %s',
    async (who) => {
      const rows = await paged(directory.as(people[who]), 250)
      expect(rows).toEqual(await bySurnameInSlapd())
      expect(new Set(rows).size).toBe(SIZE)
    },
  )

  it('shows the end, the middle and what is past the end', async () => {
    const rows = await bySurnameInSlapd()
    const last = await look(asAdministrator(), { last: 70 })
    expect(last).toMatchObject({ offset: SIZE - 70, total: SIZE })
    expect(last.entries.map((entry) => entry.first('uid'))).toEqual(rows.slice(-70))
    const middle = await look(asAdministrator(), { offset: 1501, count: 3 }, last)
    expect(middle).toMatchObject({ offset: 1501, total: SIZE, list: last.list })
    expect(middle.entries.map((entry) => entry.first('uid'))).toEqual(rows.slice(1501, 1504))
    for (const at of [
      { offset: SIZE, count: 10 },
      { offset: SIZE + 500, count: 10 },
      { from: 'ת', count: 10 },
    ])
      expect(await look(asAdministrator(), at)).toMatchObject({ entries: [], offset: SIZE, total: SIZE })
    expect((await look(asAdministrator(), { last: SIZE + 10 })).entries).toHaveLength(SIZE)
  })

  it.each(['m', 'M', 'Müller', 'mu', 'n', 'z', 'ä', 'Ö', 'ñ', 'ж', 'א', 'כהן', '', 'a'])(
    'jumps to the first name from %j on',
    async (from) => {
      const rows = await bySurnameInSlapd()
      const window = await look(asAdministrator(), { from, count: 5 })
      const names = (await look(asAdministrator(), { offset: 0, count: SIZE })).entries
      const key = (name = '') => Buffer.from(name.toLowerCase())
      const first = names.findIndex((entry) => Buffer.compare(key(entry.first('sn')), key(from)) >= 0)
      expect(window.offset).toBe(first)
      expect(window.entries.map((entry) => entry.first('uid'))).toEqual(rows.slice(first, first + 5))
    },
  )

  it('jumps to the first name with a letter in reverse order', async () => {
    const sort = { attribute: 'sn', reverse: true }
    const names = (await look(asAdministrator(), { offset: 0, count: SIZE }, { sort })).entries
    const window = await look(asAdministrator(), { from: 'm', count: 5 }, { sort })
    expect(window.offset).toBe(names.findIndex((entry) => /^m/i.test(entry.first('sn') ?? '')))
  })

  it('shows entries without the attribute after all others, in reverse order before them', async () => {
    const sort = (reverse: boolean) => ({ sort: { attribute: 'displayName', reverse } })
    const without = await ldapsearch('root', big, 'one', '(&(objectClass=smAccount)(!(displayName=*)))')
    const end = await look(asUser(), { last: without.length }, sort(false))
    const beginning = await look(asUser(), { offset: 0, count: without.length }, sort(true))
    for (const window of [end, beginning]) {
      expect(window.total).toBe(SIZE)
      expect(new Set(window.entries.map((entry) => entry.first('uid')))).toEqual(new Set(without))
    }
  })

  it('shows entries whatever their names are made of, and several of one name', async () => {
    const place = `ou=Names,${home}`
    const named = [
      'cn=a\\2C b',
      'cn=a \\2B b+mail=n1@x.example',
      'sn=Names',
      '2.5.4.42=oid',
      'mail=n4@x.example',
    ]
    const odd = [
      'cn=\\22q\\22',
      'cn=\\20 x \\20',
      'cn=\\23ab',
      'cn=(*)\\5C2a',
      'cn=שלום\\E2\\80\\AE',
      'cn=\\09',
    ]
    const entries = [...named, ...odd].map((name, i) =>
      ldif.add(`${name},${place}`, {
        ...{ objectClass: ['inetOrgPerson', 'smContact'], cn: 'also', sn: 'Names' },
        title: String(i),
      }),
    )
    const same = Array.from({ length: 30 }, (_, i) =>
      ldif.add(`cn=same+title=${100 + i},${place}`, {
        objectClass: ['inetOrgPerson', 'smContact'],
        sn: 'Names',
      }),
    )
    const container = ldif.add(place, { objectClass: ['organizationalUnit', 'smContainer'] })
    await ldapTool(instance, 'ldapmodify', 'root', ['-c'], [container, ...entries, ...same].join(''))
    const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', [
      '-LLL',
      '-b',
      place,
      '-s',
      'one',
      'title',
    ])
    const titles = [...stdout.matchAll(/^title: (.*)$/gm)].map(([, title]) => title)
    for (const reverse of [false, true]) {
      const sort = { attribute: 'cn', reverse }
      const options = { scope: 'one' as const, attributes: ['title'], sort, at: { offset: 0, count: 100 } }
      const found = await asAdministrator().window(place, present('objectClass'), options)
      expect(found.total).toBe(named.length + odd.length + same.length)
      expect(found.entries.map((entry) => entry.first('title')).sort()).toEqual(titles.sort())
    }
  })

  it('is empty where nothing is, or is hidden', async () => {
    const nothing = { entries: [], offset: 0, total: 0, list: null }
    const at = { offset: 0, count: 10 }
    const options = { scope: 'one' as const, sort: bySurname, at }
    expect(await asUser().window(`ou=Absent,${home}`, accounts, options)).toEqual(nothing)
    expect(await asUser().window(big, equals('uid', 'nobody'), options)).toEqual(nothing)
    const services = `ou=services,${instance.suffix}`
    expect(await asUser().window(services, present('objectClass'), options)).toEqual(nothing)
  })

  it('from what no name can have is refused', async () => {
    for (const from of ['a\0', '\ud800'])
      await expect(look(asUser(), { from, count: 1 })).rejects.toMatchObject({ code: 'input.control' })
  })

  it('belongs to who looked first', async () => {
    const { list } = await look(asAdministrator(), { offset: 0, count: 10 })
    const other = await look(asUser(), { offset: 10, count: 10 }, { list })
    expect(other.list).not.toBe(list)
    const filtered = await asAdministrator().window(big, equals('uid', 'b1'), {
      ...{ scope: 'one', sort: bySurname, at: { offset: 0, count: 1 }, list },
    })
    expect(filtered).toMatchObject({ total: 1, list: null })
  })
})

describe('what a person may not see', () => {
  const whole = { scope: 'sub' as const, attributes: ['uid'], at: { offset: 0, count: 5000 } }

  it('is neither shown nor counted, whatever the filter', async () => {
    // No filter of these asks for anything that could be hidden.
    for (const filter of [and(), not(or()), or(and(), present('objectClass')), not(equals('uid', 'b1'))]) {
      const window = await asUser().window(instance.suffix, filter, { ...whole, sort: bySurname })
      expect(window.total).toBe(window.entries.length)
      expect(await asUser().count(instance.suffix, filter, 'sub')).toBe(window.total)
      const seen = await ldapsearch(as('user'), instance.suffix, 'sub', '(objectClass=*)')
      expect(window.total).toBeGreaterThan(SIZE)
      expect(window.total).toBeLessThanOrEqual(seen.length)
      expect(window.entries.filter((entry) => /ou=(services|policies|roles),/.test(entry.dn))).toEqual([])
    }
    const all = await directory
      .as(people.manager)
      .window(instance.suffix, and(), { ...whole, sort: bySurname })
    const everything = await ldapsearch(as('manager'), instance.suffix, 'sub', '(objectClass=*)')
    expect(all.total).toBe(everything.length)
  })

  it('is not found by asking for hidden attributes', async () => {
    for (const filter of [present('homePhone'), equals('homePhone', '100'), not(present('homePhone'))]) {
      const window = await asUser().window(big, and(accounts, filter), { ...whole, sort: bySurname })
      expect(window).toMatchObject({ total: 0, entries: [] })
      expect(await asUser().count(big, filter, 'sub')).toBe(0)
    }
    expect(await asAdministrator().count(big, present('homePhone'), 'sub')).toBe(SIZE / 100)
  })

  it('does not show in the order or by jumping', async () => {
    const sort = { attribute: 'homePhone' }
    const withOne = await asAdministrator().window(big, accounts, { ...whole, sort })
    expect(
      withOne.entries.slice(0, SIZE / 100).map((entry) => Number(entry.first('uid')?.slice(1)) % 100),
    ).toEqual(Array(SIZE / 100).fill(0))
    // Where it is hidden, it is like where there is none.
    const none = { attribute: 'telexNumber' }
    for (const at of [whole.at, { last: 10 }, { from: '2', count: 10 }]) {
      const [hidden, absent] = await Promise.all(
        [sort, none].map((sort) => asUser().window(big, accounts, { ...whole, at, sort })),
      )
      expect(hidden?.entries.map(({ dn }) => dn)).toEqual(absent?.entries.map(({ dn }) => dn))
    }
  })

  it('disappears from a list that was sorted before', async () => {
    const first = await look(asUser(), { offset: 0, count: 10 })
    const gone = first.entries[3]?.dn ?? ''
    const uid = first.entries[3]?.first('uid')
    const attributes = (await directory.as(null).read(gone)) ?? { names: () => [], values: () => [] }
    await ldapTool(instance, 'ldapdelete', 'root', [gone])
    const again = await look(asUser(), { offset: 0, count: 10 }, first)
    expect(again.list).toBe(first.list)
    expect(again.entries.map((entry) => entry.first('uid'))).toEqual(
      first.entries.map((entry) => entry.first('uid')).filter((other) => other !== uid),
    )
    expect((await look(asUser(), { offset: 0, count: 10 })).total).toBe(SIZE - 1)
    const back = Object.fromEntries(attributes.names().map((name) => [name, attributes.values(name)]))
    await ldapTool(instance, 'ldapmodify', 'root', [], ldif.add(gone, back))
    expect((await look(asUser(), { offset: 0, count: 10 })).total).toBe(SIZE)
  })
})

describe('many readers', () => {
  it('with rights of their own each see every row once', async () => {
    const readers = Array.from({ length: 50 }, (_, i) => directory.as(dnOf(`b${i}`)))
    const rows = await bySurnameInSlapd()
    const seen = await Promise.all(readers.map((reader) => paged(reader, 500)))
    for (const found of seen) expect(found).toEqual(rows)
  }, 120_000)

  it('are not disturbed by entries that come and go', async () => {
    const lasting = new Set(await bySurnameInSlapd())
    let rounds = 0
    let isReading = true
    const changing = (async () => {
      for (let i = 0; isReading; i++) {
        const dns = Array.from({ length: 20 }, (_, n) => dnOf(`new${i}-${n}`))
        const { userPassword: _password, ...attributes } = account(dnOf('x'))
        const adds = dns.map((dn, n) => {
          const address = `new${i}-${n}@home.example`
          const own = { uid: `new${i}-${n}`, mail: address, mailLocalAddress: address }
          return ldif.add(dn, { ...attributes, ...own, sn: surnames[n % surnames.length] ?? '' })
        })
        const added = await ldapTool(instance, 'ldapmodify', 'root', [], adds.join(''))
        expect(added.stderr).toBe('')
        await ldapTool(instance, 'ldapdelete', 'root', dns)
        rounds++
      }
    })()
    const readers = Array.from({ length: 8 }, (_, i) => directory.as(dnOf(`b${i}`)))
    const read = async () => {
      const seen: string[][] = []
      while (rounds < 5) seen.push(...(await Promise.all(readers.map((reader) => paged(reader, 100)))))
      return seen
    }
    const seen = await read().finally(() => {
      isReading = false
    })
    await changing
    for (const rows of seen) {
      expect(new Set(rows).size).toBe(rows.length)
      expect(new Set(rows.filter((uid) => lasting.has(uid)))).toEqual(lasting)
    }
  }, 120_000)
})

describe('every entry', () => {
  it('comes once, page by page, whatever the limits of the person', async () => {
    const seen: string[] = []
    for await (const entry of asUser().each(big, accounts, { scope: 'one', attributes: ['uid'] }))
      seen.push(entry.first('uid') ?? '')
    expect(new Set(seen)).toEqual(new Set(await bySurnameInSlapd()))
    expect(seen).toHaveLength(SIZE)
  })

  it('is read no further than it is wanted, and the connection ends with it', async () => {
    const logged = () => readFile(`${instance.paths.log}/slapd.log`, 'utf8')
    const before = (await logged()).length
    let count = 0
    for await (const _ of asUser().each(big, accounts, { scope: 'one' })) if (++count === 510) break
    const since = async () => (await logged()).slice(before)
    expect(await until(async () => (await since()).includes('UNBIND'), 30_000)).toBe(true)
    // A page has 500.
    expect((await since()).match(/SEARCH RESULT .*nentries=500/g)).toHaveLength(2)
  })

  it('is none where nothing is', async () => {
    for await (const entry of asUser().each(`ou=Absent,${home}`, accounts, { scope: 'sub' }))
      throw new Error(entry.dn)
  })
})

describe('slapd starting again', () => {
  const unavailable = { kind: 'unavailable', code: 'service.unreachable', values: { service: 'slapd' } }

  it('is reported while it is away, and lists go on after it', async () => {
    const rows = await bySurnameInSlapd()
    const before = await look(asAdministrator(), { offset: 0, count: 100 })
    const stream = asAdministrator().each(big, accounts, { scope: 'one', attributes: ['uid'] })
    await stream.next()
    await slapd.stop(instance)
    await expect(look(asAdministrator(), { offset: 100, count: 100 }, before)).rejects.toMatchObject(
      unavailable,
    )
    await expect(asAdministrator().count(big, accounts, 'one')).rejects.toMatchObject(unavailable)
    await slapd.start(instance)
    const drain = async () => {
      for await (const _ of stream);
    }
    await expect(drain()).rejects.toMatchObject(unavailable)
    const after = await look(asAdministrator(), { offset: 100, count: 100 }, before)
    expect(after.list).toBe(before.list)
    expect(after.entries.map((entry) => entry.first('uid'))).toEqual(rows.slice(100, 200))
    expect(await paged(asUser(), 500)).toEqual(rows)
  })

  it('in the middle of many looks ends each with rows or a clear word', async () => {
    const rows = await bySurnameInSlapd()
    const readers = Array.from({ length: 20 }, (_, i) => paged(directory.as(dnOf(`b${i}`)), 100))
    const results = Promise.allSettled(readers)
    await look(asAdministrator(), { offset: 0, count: 1 })
    await slapd.reload(instance)
    for (const result of await results) {
      if (result.status === 'fulfilled') expect(result.value).toEqual(rows)
      else expect(result.reason).toMatchObject(unavailable)
    }
    expect(await paged(asAdministrator(), 500)).toEqual(rows)
  }, 60_000)
})
