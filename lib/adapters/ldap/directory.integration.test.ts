/** The directory adapter on a slapd of its own, because it is stopped and frozen here. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSecret } from '@/lib/instance/instance'
import { slapd } from '@/lib/instance/slapd/slapd'
import { ldapTool, ldif, removeSlapd, runningSlapd } from '@/lib/instance/slapd/testing'
import { addPeople, home, PASSWORD, people } from '@/lib/instance/slapd/testing-people'
import { holdProcesses } from '@/lib/instance/testing-hold'
import {
  and,
  checkPassword,
  childDn,
  connectDirectory,
  contains,
  dnDirectlyBelow,
  dnWithin,
  equals,
  type LdapDirectory,
  present,
  refusalOf,
  sameDn,
  startsWith,
} from './index'

type Instance = Awaited<ReturnType<typeof runningSlapd>>
let instance: Instance
let url: string
let directory: LdapDirectory

const timeoutMs = 1000
const group = { objectClass: ['organizationalUnit', 'smContainer'] }
const everything = present('objectClass')

beforeAll(async () => {
  instance = await runningSlapd('ldap-adapter')
  await addPeople(instance)
  url = `ldap://127.0.0.1:${instance.ports.ldap}`
  directory = connect(timeoutMs)
})
afterAll(async () => {
  directory?.close()
  await removeSlapd(instance)
})

function connect(timeoutMs: number): LdapDirectory {
  const bindDn = `cn=console,ou=services,${instance.suffix}`
  return connectDirectory({ url, bindDn, password: readSecret(instance, 'console'), timeoutMs })
}

const asManager = () => directory.as(people.manager)

/** What ldapsearch, which is not ours, finds for an attribute of an entry. */
async function stored(dn: string, attribute: string): Promise<string[]> {
  const argv = ['-LLL', '-o', 'ldif-wrap=no', '-s', 'base', '-b', dn, attribute]
  const { stdout } = await ldapTool(instance, 'ldapsearch', 'root', argv)
  const lines = stdout.split('\n').filter((line) => line.startsWith(`${attribute}:`))
  return lines.map((line) =>
    line.startsWith(`${attribute}::`)
      ? Buffer.from(line.slice(attribute.length + 3), 'base64').toString()
      : line.slice(attribute.length + 2),
  )
}

describe('acting as a person', () => {
  it('gives the rights of that person, entry by entry', async () => {
    const user = directory.as(people.user)
    await user.modify(people.user, [{ attribute: 'preferredLanguage', replace: ['he'] }])
    expect(await stored(people.user, 'preferredLanguage')).toEqual(['he'])
    const other = user.modify(people.deepUser, [{ attribute: 'preferredLanguage', replace: ['he'] }])
    await expect(other).rejects.toMatchObject({ kind: 'denied', code: 'access.denied', resultCode: 50 })
    expect((await user.read(people.otherAdministrator))?.has('homePhone')).toBe(false)
    expect((await asManager().read(people.otherAdministrator))?.first('HOMEPHONE')).toBe('1')
  })

  it('is not possible as a service', async () => {
    const mta = directory.as(`cn=mta,ou=services,${instance.suffix}`)
    await expect(mta.read(people.user)).rejects.toMatchObject({ kind: 'denied' })
  })

  it('gives many answers at once, each to who asked', async () => {
    const logins = Object.values(people)
    const asked = Array.from({ length: 1500 }, (_, i) => logins[i % logins.length] ?? '')
    const patient = connect(20_000)
    const found = await Promise.all(asked.map((dn) => patient.as(people.user).read(dn, ['uid'])))
    patient.close()
    expect(found.map((entry) => entry?.dn)).toEqual(asked)
  })
})

describe('what is absent', () => {
  it('is null, an empty list, or notFound for a change', async () => {
    const absent = childDn(home, 'uid', 'nobody')
    expect(await asManager().read(absent)).toBeNull()
    expect(await asManager().search(absent, everything, { scope: 'sub' })).toEqual([])
    const change = asManager().modify(absent, [{ attribute: 'title', replace: ['x'] }])
    await expect(change).rejects.toMatchObject({ kind: 'notFound', code: 'access.notFound' })
    await expect(asManager().remove(absent)).rejects.toMatchObject({ kind: 'notFound' })
  })
})

describe('hostile text', () => {
  it.each([
    '*)(uid=*',
    'a,b=c+d',
    '"; rm -rf /',
    '<script>alert(1)</script>',
    ' # leading and trailing ',
    '\\2C\\',
    'x'.repeat(242),
    'ש'.repeat(100),
    'abc\u202etxt',
    '😀 עברית Жанна',
    'line\nbreak',
  ])('is stored literally and found by nothing else: %j', async (name) => {
    const dn = childDn(home, 'ou', name)
    await asManager().add(dn, { ...group, ou: [name], description: [name] })
    expect(await stored(dn, 'description')).toEqual([name])
    const search = { scope: 'one' as const, limit: 5 }
    for (const filter of [
      equals('description', name),
      contains('description', name),
      startsWith('ou', name.trim()),
    ])
      expect(await asManager().search(home, filter, search)).toMatchObject([{}])
    const [entry] = await asManager().search(home, equals('ou', name), search)
    expect(sameDn(entry?.dn ?? '', dn)).toBe(true)
    const renamed = childDn(home, 'ou', 'renamed')
    const moved = childDn(childDn(home, 'ou', 'Sales'), 'ou', name)
    await asManager().move(dn, renamed)
    await asManager().move(renamed, moved)
    expect(await asManager().read(dn)).toBeNull()
    await asManager().remove(moved)
  })

  it('that is too long for a name is refused with the length that is possible', async () => {
    for (const [name, max] of [
      ['x'.repeat(300), 242],
      ['שלום'.repeat(60), 121],
      [','.repeat(200), 80],
    ] as const) {
      const add = asManager().add(childDn(home, 'ou', name), { ...group, ou: [name] })
      await expect(add).rejects.toMatchObject({ code: 'input.tooLong', values: { max } })
      const possible = childDn(home, 'ou', name.slice(0, max))
      await asManager().add(possible, { ...group, ou: [name.slice(0, max)] })
      await asManager().remove(possible)
    }
  })

  it('that no attribute can hold is refused before it is sent', async () => {
    for (const value of ['a\0b', '\ud800']) {
      const change = asManager().modify(home, [{ attribute: 'description', replace: [value] }])
      await expect(change).rejects.toMatchObject({ kind: 'invalid', code: 'input.control' })
      expect(await asManager().search(home, equals('uid', value), { scope: 'sub' })).toEqual([])
    }
    // The connection is still in order.
    expect(await asManager().read(home)).not.toBeNull()
  })

  it('names the same entry for slapd whenever it does for us', async () => {
    const pairs = [
      ['Straße', 'STRAßE'],
      ['ΟΔΟΣ', 'οδοσ'],
      ['Жанна', 'жАННА'],
      ['A  b', 'a B'],
      ['E\u0301', 'é'],
      ['\u212b', 'å'],
      ['Ǆ', 'ǆ'],
    ] as const
    for (const [written, asked] of pairs) {
      const dn = childDn(home, 'ou', written)
      await asManager().add(dn, { ...group, ou: [written] })
      expect(sameDn(dn, childDn(home, 'ou', asked)), written).toBe(true)
      expect(await asManager().read(childDn(home, 'ou', asked)), written).not.toBeNull()
      await asManager().remove(dn)
    }
  })
})

describe('filters by place', () => {
  it('find what is below and what is directly below', async () => {
    const search = { scope: 'sub' as const, attributes: ['uid'] }
    const uids = (filter: Parameters<typeof and>[0]) =>
      asManager()
        .search(instance.suffix, and(equals('objectClass', 'smAccount'), filter), search)
        .then((entries) => entries.map((entry) => entry.first('uid')).sort())
    const sales = childDn(home, 'ou', 'Sales')
    expect(await uids(dnWithin(sales))).toEqual(['gerd', 'gina', 'sam', 'udo', 'uma'])
    expect(await uids(dnDirectlyBelow(sales))).toEqual(['gerd', 'gina', 'sam', 'uma'])
  })
})

describe('a change that asserts old values', () => {
  const change = (title: string[], assert: string[]) =>
    asManager().modify(people.deepUser, [{ attribute: 'title', replace: title }], {
      assert: { title: assert },
    })

  it('is refused when there are others, fewer or more', async () => {
    await change(['a', 'b'], [])
    for (const assert of [[], ['a'], ['a', 'c'], ['a', 'b', 'c'], ['A', 'b']]) {
      await expect(change(['z'], assert)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'edit.conflict',
        values: { attributes: 'title' },
      })
    }
    await change([], ['b', 'a'])
    expect(await stored(people.deepUser, 'title')).toEqual([])
  })

  it('has one winner when twenty try at once', async () => {
    const tries = Array.from({ length: 20 }, (_, i) => change([`t${i}`], []))
    const results = await Promise.allSettled(tries)
    const won = results.flatMap((result, i) => (result.status === 'fulfilled' ? [`t${i}`] : []))
    expect(won).toHaveLength(1)
    expect(await stored(people.deepUser, 'title')).toEqual(won)
  })

  it('has one winner also for values that must be unique', async () => {
    const addresses = ['udo@home.example']
    expect(await stored(people.deepUser, 'mailLocalAddress')).toEqual(addresses)
    const tries = Array.from({ length: 20 }, (_, i) =>
      asManager().modify(
        people.deepUser,
        [{ attribute: 'mailLocalAddress', replace: [...addresses, `udo.${i}@home.example`] }],
        { assert: { mailLocalAddress: addresses } },
      ),
    )
    const results = await Promise.allSettled(tries)
    const won = results.flatMap((result, i) =>
      result.status === 'fulfilled' ? [`udo.${i}@home.example`] : [],
    )
    expect(won).toHaveLength(1)
    expect(await stored(people.deepUser, 'mailLocalAddress')).toEqual([...addresses, ...won])
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'edit.conflict' })
    const taken = asManager().modify(
      people.deepUser,
      [{ attribute: 'mailLocalAddress', replace: ['uma@home.example'] }],
      { assert: { mailLocalAddress: [...addresses, ...won] } },
    )
    await expect(taken).rejects.toMatchObject({ resultCode: 19, notUnique: true })
  })

  it('is not disturbed by sign-ins and changes of other attributes', async () => {
    const signIns = Array.from({ length: 5 }, () => checkPassword(url, people.deepUser, PASSWORD))
    const others = Array.from({ length: 5 }, (_, i) =>
      asManager().modify(people.deepUser, [{ attribute: 'mobile', add: [`+49 ${i}`] }], {
        assert: { sn: ['udo'] },
      }),
    )
    await expect(Promise.all([...signIns, ...others])).resolves.toBeDefined()
    expect(await stored(people.deepUser, 'mobile')).toHaveLength(5)
  })

  it.each(['administrator', 'domainAdministrator', 'groupAdministrator'] as const)(
    'is possible for every role that may change the entry: %s',
    async (role) => {
      const attribute = 'mailLocalAddress'
      const assert = { [attribute]: await stored(people.user, attribute) }
      const change = { attribute, add: [`${role.toLowerCase()}@home.example`] }
      await directory.as(people[role]).modify(people.user, [change], { assert })
      expect(await stored(people.user, attribute)).toContain(`${role.toLowerCase()}@home.example`)
    },
  )

  it('is possible for a person in the own entry', async () => {
    const own = directory.as(people.homeUser)
    const language = [{ attribute: 'preferredLanguage', replace: ['de'] }]
    await own.modify(people.homeUser, language, { assert: { preferredLanguage: [] } })
    expect(await stored(people.homeUser, 'preferredLanguage')).toEqual(['de'])
  })
})

describe('refusals of slapd', () => {
  it('say what they are about', async () => {
    const dn = childDn(home, 'ou', 'Sales')
    const again = await asManager()
      .add(dn, { ...group, ou: ['Sales'] })
      .catch(refusalOf)
    expect(again).toMatchObject({ kind: 'conflict', resultCode: 68 })
    const full = await asManager().remove(dn).catch(refusalOf)
    expect(full).toMatchObject({ kind: 'conflict', resultCode: 66 })
    const twin = await asManager()
      .add(childDn(home, 'uid', 'twin'), {
        objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
        ...{ uid: ['twin'], cn: ['twin'], sn: ['twin'], mail: ['uma@home.example'] },
        ...{
          mailLocalAddress: ['uma@home.example'],
          mailHost: [instance.hostname],
          smAccountStatus: ['active'],
        },
      })
      .catch(refusalOf)
    expect(twin).toMatchObject({ kind: 'conflict', resultCode: 19, notUnique: true })
  })

  it('keep another entry of the same name from being removed', async () => {
    const dn = childDn(home, 'ou', 'Brief')
    await asManager().add(dn, { ...group, ou: ['Brief'] })
    const entryUUID = (await asManager().read(dn, ['entryUUID']))?.first('entryUUID')
    await asManager().remove(dn, { entryUUID })
    await asManager().add(dn, { ...group, ou: ['Brief'] })
    await expect(asManager().remove(dn, { entryUUID })).rejects.toMatchObject({ kind: 'notFound' })
    await asManager().remove(dn)
  })
})

describe('long searches', () => {
  const many = () => childDn(home, 'ou', 'Many')

  it('find everything, also several at once and with the limits of a person', async () => {
    const names = Array.from({ length: 1200 }, (_, i) => `g${i}`)
    const entries = [
      ldif.add(many(), group),
      ...names.map((ou) => ldif.add(childDn(many(), 'ou', ou), group)),
    ]
    await ldapTool(instance, 'ldapmodify', 'root', [], entries.join(''))
    const search = (limit?: number) =>
      directory.as(people.user).search(many(), everything, { scope: 'one', attributes: ['ou'], limit })
    const found = await Promise.all(Array.from({ length: 10 }, () => search()))
    for (const entries of found)
      expect(new Set(entries.map((entry) => entry.first('ou')))).toEqual(new Set(names))
    expect(await search(20)).toHaveLength(20)
    expect(await search(700)).toHaveLength(700)
    expect(await directory.as(people.user).count(many(), everything, 'sub')).toBe(1201)
  })
})

describe('passwords', () => {
  it('are right or not', async () => {
    expect(await checkPassword(url, people.user, PASSWORD)).toBe(true)
    for (const wrong of ['wrong', '', '\0', `${PASSWORD}\0`, '\ud800'])
      expect(await checkPassword(url, people.user, wrong), JSON.stringify(wrong)).toBe(false)
    expect(await checkPassword(url, people.suspended, PASSWORD)).toBe(false)
    expect(await checkPassword(url, childDn(home, 'uid', 'nobody'), PASSWORD)).toBe(false)
    expect(await checkPassword(url, '', PASSWORD)).toBe(false)
    await expect(checkPassword(url, 'EXTERNAL', PASSWORD)).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('a slapd that does not answer', () => {
  const unavailable = { kind: 'unavailable', code: 'service.unreachable', values: { service: 'slapd' } }

  it('costs each caller the timeout and is used again when it goes on', async () => {
    const [pid = 0] = await slapd.processes(instance)
    await holdProcesses([pid])
    try {
      const began = Date.now()
      const asked = [
        ...Array.from({ length: 20 }, () => asManager().read(home)),
        ...Array.from({ length: 20 }, () => asManager().search(home, everything, { scope: 'sub' })),
        checkPassword(url, people.user, PASSWORD, timeoutMs),
        connect(timeoutMs).as(null).read(home),
      ]
      for (const result of await Promise.allSettled(asked))
        expect(result).toMatchObject({ reason: unavailable })
      // One after the other they would wait as many times.
      expect(Date.now() - began).toBeLessThan((asked.length * timeoutMs) / 2)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    expect(await asManager().read(home)).not.toBeNull()
    expect(await asManager().search(home, everything, { scope: 'sub' })).not.toHaveLength(0)
  })

  it('is reported at once when it is not running, and found again after its start', async () => {
    await slapd.stop(instance)
    await expect(asManager().read(home)).rejects.toMatchObject(unavailable)
    await expect(checkPassword(url, people.user, PASSWORD)).rejects.toMatchObject(unavailable)
    await slapd.start(instance)
    const found = await Promise.all(
      Array.from({ length: 50 }, () => asManager().read(people.otherAdministrator)),
    )
    // Bound again, and not anonymous.
    for (const entry of found) expect(entry?.first('homePhone')).toBe('1')
  })
})
