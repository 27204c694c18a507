/** The list of aliases, a window at a time, without what moved accounts have brought along; counted with ldapsearch. */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import {
  createContact,
  createDomain,
  createResource,
  createUser,
  listEntries,
  moveEntry,
  setRole,
  showDomain,
  showUser,
} from '@/lib/directory'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { createAlias, deleteAlias, listAliases, lookAtAliases, showAlias } from '.'

const tag = randomBytes(4).toString('hex')
const [own, next] = [`listed-${tag}.example`, `next-${tag}.example`]
const top = `o=${own},${testInstance().suffix}`
const root: Caller = { kind: 'root' }
const [gone, kept] = [`gone-${tag}`, `kept-${tag}`]
/** In the order of their addresses. */
const names = Array.from({ length: 150 }, (_, at) => `a${String(at).padStart(3, '0')}`).concat('postmaster')
let boss: Caller

beforeAll(async () => {
  for (const name of [own, next]) await perform(root, createDomain, { name })
  const entries = names
    .slice(0, -1)
    .map((name) =>
      [
        `dn: cn=${name},${top}`,
        ...['smAlias', 'inetLocalMailRecipient'].map((one) => `objectClass: ${one}`),
        ...[`cn: ${name}`, `mail: ${name}@${own}`, `mailLocalAddress: ${name}@${own}`],
        ...['rfc822MailMember: x@example.net', ''],
      ].join('\n'),
    )
  await runLdapTool('ldapadd', entries.reverse().join('\n'))
  for (const login of [gone, kept, `boss-${tag}`]) {
    const draft = { container: own, login, password: 'listed aliases 1', lastName: login, mailbox: false }
    await perform(root, createUser, { ...draft, mustChangePassword: false })
  }
  const { id } = await perform(root, showUser, { login: `boss-${tag}` })
  await perform(root, setRole, { login: `boss-${tag}`, role: 'domainAdministrator', domains: [own] })
  boss = { kind: 'person', id, face: 'web', address: '192.0.2.14' }
  for (const [login, addresses] of [
    [gone, 'replace'],
    [kept, 'keep'],
  ] as const)
    await perform(root, moveEntry, { dn: `uid=${login},${top}`, to: next, addresses })
})

it('is looked at a window at a time, and is as long as the domain says', async () => {
  const all = await runLdapTool('ldapsearch', '', ['-LLL', '-b', top, '(objectClass=smAlias)', '1.1'])
  expect(all.match(/^dn:/gm)).toHaveLength(names.length + 2)
  const first = await perform(boss, lookAtAliases, { container: own, count: 100 })
  expect(first).toMatchObject({ total: names.length, offset: 0 })
  const rest = { container: own, offset: 100, count: 100, list: first.list ?? '' }
  const rows = [...first.rows, ...(await perform(boss, lookAtAliases, rest)).rows]
  expect(rows.map(({ address }) => address)).toEqual(names.map((name) => `${name}@${own}`))
  expect(rows[0]).toMatchObject({ members: 1, domain: own })
  const jump = await perform(boss, lookAtAliases, { from: 'a14', count: 1 })
  expect(jump).toMatchObject({ offset: 140, rows: [{ address: `a140@${own}` }] })
  expect(await perform(boss, listAliases, {})).toHaveLength(names.length)
  expect((await perform(boss, listEntries, { at: top, kind: 'alias' })).total).toBe(names.length)
  expect((await perform(boss, showDomain, { name: own })).contents.alias).toBe(names.length)
})

it('has no address that somebody has brought along; its page says what can be done with it', async () => {
  const former = async (by: Caller, login: string) =>
    (await perform(by, showAlias, { address: `${login}@${own}` })).former
  expect(await former(root, gone)).toBe('free')
  expect(await former(root, kept)).toBe('primary')
  expect(await former(boss, gone)).toBe('elsewhere')
  expect(await former(boss, 'a000')).toBe(null)
  const remove = (by: Caller, login: string) => perform(by, deleteAlias, { address: `${login}@${own}` })
  await expect(remove(boss, gone)).rejects.toMatchObject({ code: 'alias.elsewhere' })
  await expect(remove(root, kept)).rejects.toMatchObject({ code: 'alias.isPrimary' })
  await remove(root, gone)
})

it('may be called like a contact or a resource, which says what it is when its own name is taken', async () => {
  const make = {
    contact: (name: string) => perform(root, createContact, { container: own, lastName: name }),
    resource: (name: string) => perform(root, createResource, { container: own, name }),
  }
  for (const [kind, another] of [
    ['contact', 'resource'],
    ['resource', 'contact'],
  ] as const) {
    await make[kind](`${kind}-desk`)
    const address = `${kind}-desk@${own}`
    const { dn } = await perform(boss, createAlias, { address, members: ['x@example.net'] })
    expect(await ldapValues(dn, 'mailLocalAddress')).toEqual([address])
    expect(await perform(boss, showAlias, { address })).toMatchObject({ address, dn })
    for (const again of [make[kind], make[another]])
      await expect(again(`${kind}-desk`)).rejects.toMatchObject({ fields: [{ code: `${kind}.taken` }] })
    await perform(boss, deleteAlias, { address })
  }
  await expect(make.contact('a001')).rejects.toMatchObject({
    fields: [{ field: 'lastName', code: 'alias.taken' }],
  })
})
