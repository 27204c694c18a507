/** Rights through the console's operations, asserted with a plain IMAP client as the person who gets or loses them. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import {
  createContainer,
  createDomain,
  createUser,
  setRole,
  setUserStatus,
  showContainer,
  showUser,
} from '@/lib/directory'
import { imapTalk, runLdapTool, testInstance } from '@/lib/instance/testing'
import {
  createFolder,
  listDeletedFolders,
  listFolders,
  type ReachedRow,
  reachOf,
  removeAcl,
  setAcl,
  showAcl,
  whyAcl,
} from '.'
import { asCyrus, fault } from './testing-setup'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const password = 'rights to folders 1'
const root: Caller = { kind: 'root' }
const [anna, ben, cara] = [`anna-${tag}`, `ben-${tag}`, `cara-${tag}`]
const domain = `acl-${tag}.example`
const box = `user/${anna}`
const plans = `${box}/Plans`

const talk = async (login: string, ...commands: string[]) =>
  (await imapTalk({ login, password }, commands)).slice(1)
const give = (id: string, rights: string, more = {}) =>
  perform(root, setAcl, { folder: plans, changes: [{ id, rights, ...more }] })
const entry = async (id: string, folder = plans) =>
  (await perform(root, showAcl, { folder })).entries.find((one) => one.id === id)

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  for (const login of [anna, ben, cara]) {
    const draft = { container: domain, login, password, lastName: login, standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
  }
  await perform(root, createFolder, { parent: box, name: 'Plans' })
})

describe('a right', () => {
  it('that is given lets, and one that is taken stops', async () => {
    const seen = `"Other Users/${anna}/Plans"`
    expect((await talk(ben, `SELECT ${seen}`))[0]).toMatch(/ NO /)
    await give(ben, 'reader')
    expect((await talk(ben, `SELECT ${seen}`))[0]).toMatch(/ OK /)
    expect((await talk(ben, `APPEND ${seen} {6+}\r\na: b\r\n`))[0]).toMatch(/ NO /)
    await give(ben, 'lrsip', { from: 'lrs' })
    expect((await talk(ben, `APPEND ${seen} {6+}\r\na: b\r\n`))[0]).toMatch(/ OK /)
    expect(await entry(ben)).toMatchObject({
      rights: 'lrsip',
      preset: 'contributor',
      kind: 'user',
      name: ben,
    })
    await perform(root, removeAcl, { folder: plans, id: ben })
    expect((await talk(ben, `SELECT ${seen}`))[0]).toMatch(/ NO /)
    expect(await entry(ben)).toBeUndefined()
  })

  it('is shown as others set it, also what is taken, and those who match nobody', async () => {
    await asCyrus(
      `SETACL "${plans}" -${ben} ip`,
      `SETACL "${plans}" anyone lr`,
      `SETACL "${plans}" ${cara} lrswipkxtecda`,
    )
    expect(await entry(ben)).toMatchObject({ negative: true, rights: 'ip' })
    expect(await entry('anyone')).toMatchObject({ kind: 'anyone', rights: 'lr', negative: false })
    expect(await entry(cara)).toMatchObject({ preset: 'owner' })
    expect(await entry(anna)).toMatchObject({ isOwner: true, kind: 'user' })
    await runLdapTool('ldapdelete', '', [`uid=${cara},o=${domain},${instance.suffix}`])
    expect(await entry(cara)).toMatchObject({ kind: 'nobody' })
    await perform(root, removeAcl, { folder: plans, id: cara })
    await perform(root, removeAcl, { folder: plans, id: ben, negative: true })
    await perform(root, removeAcl, { folder: plans, id: 'anyone' })
    const [answer] = await asCyrus(`GETACL "${plans}"`)
    expect(answer).toMatch(new RegExp(`ACL \\S+ ${anna} \\S+\\r`))
  })

  it('is given to nobody who is not there, and only as letters that are some', async () => {
    expect(await fault(give(`nobody-${tag}`, 'lrs'))).toBe('changes.0.id: acl.nobody')
    expect(await fault(give(ben, 'read'))).toBe('changes.0.rights: acl.rights')
    expect(await fault(perform(root, removeAcl, { folder: plans, id: ben }))).toBe('id: acl.noEntry')
    expect(await fault(give(ben, 'lrs', { from: 'lrsip' }))).toBe('acl.conflict')
  })

  it('is not taken from the owner unnoticed', async () => {
    const changes = [{ id: anna, rights: 'lrs' }]
    expect(await fault(perform(root, setAcl, { folder: plans, changes }))).toBe('acl.owner')
    expect(await fault(perform(root, removeAcl, { folder: plans, id: anna }))).toBe('acl.owner')
    expect(await entry(anna)).toMatchObject({
      preset: 'owner',
      rights: expect.stringContaining('lrswipkxtea'),
    })
    await perform(root, setAcl, { folder: plans, changes, confirm: true })
    // Cyrus leaves every owner some rights.
    expect(await entry(anna)).toMatchObject({ rights: 'lrskxan' })
    await give(anna, 'owner')
  })
})

describe('a group', () => {
  it('is named by the place or as Cyrus knows it, and its people get the rights', async () => {
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Games' })
    const { groupId } = await perform(root, showContainer, { dn })
    const id = `group:${groupId}`
    await give(`${domain}/Games`, 'lr')
    expect(await entry(id)).toMatchObject({ kind: 'group', name: 'Games', dn, rights: 'lr' })
    await give(id, 'lrs', { from: 'lr' })
    const emil = `emil-${tag}`
    const draft = { container: dn, login: emil, password, lastName: 'Emil', standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    expect((await talk(emil, `MYRIGHTS "Other Users/${anna}/Plans"`))[0]).toMatch(/ lrs\r/)
    expect(await fault(give(`group:none-${tag}`, 'lrs'))).toBe('changes.0.id: acl.nobody')
    await give(id, 'none')
    expect(await entry(id)).toBeUndefined()
  })

  it('stays apart from one of the same name in another domain', async () => {
    const other = `other-acl-${tag}.example`
    await perform(root, createDomain, { name: other })
    const dns: string[] = []
    for (const parent of [domain, other])
      dns.push((await perform(root, createContainer, { kind: 'group', parent, name: 'Twins' })).dn)
    const outsider = `fay-${tag}`
    const draft = { container: `${other}/Twins`, login: outsider, password, lastName: 'Fay' }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    await give(`${domain}/Twins`, 'lrs')
    const { entries } = await perform(root, showAcl, { folder: plans })
    expect(entries.filter(({ kind }) => kind === 'group').map(({ dn }) => dn)).toEqual([dns[0]])
    expect((await talk(outsider, `SELECT "Other Users/${anna}/Plans"`))[0]).toMatch(/ NO /)
    await give(`${domain}/Twins`, 'none')
  })
})

describe('why', () => {
  it('is every source, and what Cyrus makes of them', async () => {
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Audio' })
    const group = `group:${(await perform(root, showContainer, { dn })).groupId}`
    const dan = `dan-${tag}`
    const draft = { container: dn, login: dan, password, lastName: 'Dan', standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    const changes = [
      { id: dan, rights: 'lrip' },
      { id: 'anyone', rights: 'ls' },
      { id: group, rights: 'lrw' },
      { id: dan, rights: 'p', negative: true },
    ]
    await perform(root, setAcl, { folder: plans, changes })
    const why = await perform(root, whyAcl, { folder: plans, login: dan })
    expect(why.sources).toEqual(
      expect.arrayContaining([
        { source: 'own', id: dan, dn: null, name: '', negative: false, rights: 'lrip' },
        { source: 'own', id: dan, dn: null, name: '', negative: true, rights: 'p' },
        { source: 'group', id: group, dn, name: 'Audio', negative: false, rights: 'lrw' },
        { source: 'anyone', id: 'anyone', dn: null, name: '', negative: false, rights: 'ls' },
      ]),
    )
    const [answer] = await talk(dan, `MYRIGHTS "Other Users/${anna}/Plans"`)
    const own = /^\* MYRIGHTS .* (\S+)\r$/m.exec(answer ?? '')?.[1] ?? ''
    expect(why.effective).toBe(own.replace(/[cd]/g, ''))
    expect(why).toMatchObject({ login: dan, name: 'Dan' })
    expect(why.effective).not.toContain('p')
    expect(why.effective).toBe('lrswi')
    expect(why.onNewFolder).toBe('lrswi')
    expect(why.parent).toEqual({ folder: box, rights: '' })
    const owner = await perform(root, whyAcl, { folder: plans, login: anna })
    expect(owner.sources.map(({ source }) => source)).toEqual(['own', 'anyone', 'owner'])
    expect(owner.sources.at(-1)).toMatchObject({ source: 'owner', rights: 'lkxan' })
    const nobody = { folder: plans, login: `nobody-${tag}` }
    expect(await fault(perform(root, whyAcl, nobody))).toBe('login: login.unknown')
    const [admin] = (await perform(root, whyAcl, { folder: plans, login: 'admin' })).sources.slice(-1)
    expect(admin).toMatchObject({ source: 'administrator', rights: '' })
    await perform(root, setAcl, { folder: plans, changes: changes.map((one) => ({ ...one, rights: '' })) })
  })

  it('has a reverse: everything that a person reaches', async () => {
    await give(ben, 'lr')
    const rows: ReachedRow[] = []
    for (let total = 1; rows.length < total; ) {
      const page = await perform(root, reachOf, { login: ben, offset: rows.length, count: 500 })
      rows.push(...page.rows)
      total = page.total
    }
    expect(rows).toContainEqual({ folder: plans, rights: 'lr', isOwn: false })
    expect(rows.find(({ isOwn }) => isOwn)?.folder).toBe(`user/${ben}`)
    const others = await perform(root, reachOf, { login: ben, others: true, count: 1 })
    expect(others.rows).toHaveLength(1)
    expect(others.rows[0]?.isOwn).toBe(false)
    await give(ben, '')
  })

  it('reaches what mail programs do not list: without lookup, and collections', async () => {
    const rowsOf = async () => {
      const page = await perform(root, reachOf, { login: ben, others: true, count: 500 })
      return page.rows.filter(({ folder }) => folder.includes(tag))
    }
    const hidden = (await perform(root, createFolder, { name: `Hidden ${tag}` })).name
    const diary = { parent: box, name: 'schedule', type: 'calendar', served: true } as const
    const calendar = (await perform(root, createFolder, diary)).name
    const closed = (await perform(root, createFolder, { name: `Closed ${tag}` })).name
    const busy = (await perform(root, createFolder, { ...diary, name: 'busy' })).name
    const told = (await perform(root, createFolder, { ...diary, name: 'told' })).name
    await asCyrus(
      // Cyrus lets anyone see when the owner of a new calendar is busy.
      ...[`SETACL "${busy}" anyone 9`, `SETACL "${told}" anyone 9`, `SETACL "${told}" ${ben} 9`],
    )
    await asCyrus(
      ...[`DELETEACL "${hidden}" anyone`, `SETACL "${hidden}" ${ben} r`, `SETACL "${calendar}" ${ben} lrs`],
      ...[`SETACL "${closed}" -${ben} lrs`, `SETACL "${plans}" anyone p`],
    )
    expect((await talk(ben, `SELECT "Shared Folders/${hidden}"`))[0]).toMatch(/ OK /)
    const rows = await rowsOf()
    expect(rows).toContainEqual({ folder: hidden, rights: 'r', isOwn: false })
    expect(rows).toContainEqual({ folder: calendar, rights: 'lrs', isOwn: false })
    expect(rows.map(({ folder }) => folder)).not.toContain(closed)
    expect(rows).toContainEqual({ folder: told, rights: '9', isOwn: false })
    expect(rows.map(({ folder }) => folder)).not.toContain(busy)
    // To post is everybody's right there: by mail, without being anybody.
    expect(rows.map(({ folder }) => folder)).not.toContain(plans)
    // With that right alone a mailbox is none to MYRIGHTS.
    for (const { folder, rights } of rows.filter(({ rights }) => rights !== '9')) {
      const { effective } = await perform(root, whyAcl, { folder, login: ben })
      expect({ folder, rights }).toEqual({ folder, rights: effective })
    }
    await asCyrus(
      `DELETEACL "${told}" ${ben}`,
      `DELETEACL "${calendar}" ${ben}`,
      `DELETEACL "${plans}" anyone`,
    )
    const left = (await rowsOf()).map(({ folder }) => folder)
    expect(left).toContain(hidden)
    expect(left).not.toContain(calendar)
  })

  it('tells that nobody can sign in to a suspended account and use its rights', async () => {
    const login = `still-${tag}`
    const draft = { container: domain, login, password, lastName: 'Still', standardFolders: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    await give(login, 'lr')
    const why = () => perform(root, whyAcl, { folder: plans, login })
    expect(await why()).toMatchObject({ effective: 'lr', isSuspended: false })
    await perform(root, setUserStatus, { login, status: 'suspended' })
    expect(await why()).toMatchObject({ effective: 'lr', isSuspended: true })
    await give(login, '')
  })

  it('tells a domain administrator of nothing outside', async () => {
    const chief = `chief-${tag}`
    const draft = { container: domain, login: chief, password, lastName: 'Chief', mailbox: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
    await perform(root, setRole, { login: chief, role: 'domainAdministrator', domains: [domain] })
    const { id } = await perform(root, showUser, { login: chief })
    const caller: Caller = { kind: 'person', id, face: 'web', address: '192.0.2.12' }
    await perform(root, createFolder, { name: `Public ${tag}` })
    const names = (await perform(caller, reachOf, { login: ben })).rows.map(({ folder }) => folder)
    expect(names).toEqual([`user/${ben}`])
    const searches = async () => {
      const asked = vi.spyOn(connections().directory, 'as')
      const { total } = await perform(caller, reachOf, { login: ben, others: true })
      const count = asked.mock.calls.length
      asked.mockRestore()
      return { total, count }
    }
    const shares = (...logins: string[]) =>
      asCyrus(...logins.map((login) => `SETACL user/${login} ${ben} lr`))
    await shares(anna)
    const one = await searches()
    const another = `another-${tag}`
    await perform(root, createUser, { ...draft, login: another, mailbox: true, mustChangePassword: false })
    await shares(another, 'admin')
    expect([one.total, await searches()]).toEqual([1, { total: 2, count: one.count }])
    await asCyrus(...[anna, another, 'admin'].map((login) => `DELETEACL user/${login} ${ben}`))
    expect(await fault(perform(caller, showAcl, { folder: `Public ${tag}` }))).toBe('folder.gone')
    // The top is nobody's but who administers everything, and a name there tells of no folder.
    for (const name of [`Public ${tag}`, `Absent ${tag}`])
      expect(await fault(perform(caller, createFolder, { name }))).toBe('folder.public')
    for (const operation of [listFolders, listDeletedFolders])
      expect(await fault(perform(caller, operation as typeof listFolders, {}))).toBe('folder.public')
    // Whoever is hidden is as absent as nobody.
    for (const login of ['admin', `nobody-${tag}`])
      expect(await fault(perform(caller, whyAcl, { folder: plans, login }))).toBe('login: login.unknown')
    expect(await fault(perform(caller, showAcl, { folder: 'user/admin' }))).toBe('folder.gone')
    expect(await fault(perform(caller, showAcl, { folder: `user/nobody-${tag}` }))).toBe('folder.gone')
    const changes = [{ id: 'admin', rights: 'lrs' }]
    expect(await fault(perform(caller, setAcl, { folder: plans, changes }))).toBe('changes.0.id: acl.nobody')
    expect((await perform(caller, showAcl, { folder: plans })).owner).toBe(anna)
  })
})
