/** What was done to one object, whatever it was called then, for those who administer it. */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { MASK } from '@/lib/access/masking'
import {
  createContainer,
  createDomain,
  createUser,
  deleteUser,
  moveContainer,
  moveEntry,
  setRole,
  showUser,
  updateUser,
} from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { ldapTool } from '@/lib/instance/slapd/testing'
import { runLdapTool, testInstance } from '@/lib/instance/testing'
import { showHistory } from '.'

const tag = randomBytes(4).toString('hex')
const domain = `history-${tag}.example`
const root: Caller = { kind: 'root' }

async function user(login: string, container: string) {
  const draft = { container, login, password: 'made history 1', lastName: login, mailbox: false }
  const { dn } = await perform(root, createUser, { ...draft, mustChangePassword: false })
  const { id } = await perform(root, showUser, { login })
  return { dn, caller: { kind: 'person', id, face: 'web', address: '192.0.2.12' } satisfies Caller }
}

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

it('shows old and new values through renames and moves, and no secrets', async () => {
  const group = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Before' })
  const login = `moved-${tag}`
  const { dn } = await user(login, domain)
  await perform(root, updateUser, { login, lastName: { from: login, to: 'Renamed' } })
  const moved = await perform(root, moveEntry, { dn, to: group.dn })
  const { rows } = await perform(root, showHistory, { dn: moved.dn })
  expect(rows.map(({ operation }) => operation)).toEqual(['entry.move', 'user.update', 'user.create'])
  const update = rows[1]?.changes.find(({ attribute }) => attribute === 'sn')
  expect(update).toMatchObject({ before: [login], after: ['Renamed'] })
  expect(JSON.stringify(rows)).not.toContain('made history 1')
  const password = rows[2]?.changes.find(({ attribute }) => attribute === 'userPassword')
  expect(password).toMatchObject({ after: [MASK] })

  const renamed = await perform(root, moveContainer, { dn: group.dn, name: 'After' })
  const places = await perform(root, showHistory, { dn: renamed.dn })
  expect(places.rows.map(({ operation }) => operation)).toEqual(['container.move', 'container.create'])
  expect(places.object).toMatchObject({ kind: 'group', name: 'After', dn: renamed.dn })
})

it('stays with what is inside when the container around it is renamed or moved, here or outside', async () => {
  const group = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Around' })
  const other = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Elsewhere' })
  const login = `within-${tag}`
  await user(login, group.dn)
  await perform(root, updateUser, { login, lastName: { from: login, to: 'Within' } })
  const operations = async () => {
    const { dn } = await perform(root, showUser, { login })
    return (await perform(root, showHistory, { dn })).rows.map(({ operation }) => operation)
  }
  const all = ['user.update', 'user.create']
  const renamed = await perform(root, moveContainer, { dn: group.dn, name: 'Around 2' })
  expect(await operations()).toEqual(all)
  const moved = await perform(root, moveContainer, { dn: renamed.dn, parent: other.dn })
  expect(await operations()).toEqual(all)
  const modrdn = `dn: ${moved.dn}\nchangetype: modrdn\nnewrdn: ou=Around 3\ndeleteoldrdn: 1\n`
  await runLdapTool('ldapmodify', modrdn)
  expect(await operations()).toEqual(all)
  const { dn } = await perform(root, showUser, { login })
  const { rows } = await perform(root, showHistory, { dn })
  expect(rows[0]?.changes).toContainEqual(expect.objectContaining({ attribute: 'sn', after: ['Within'] }))
})

it('is not that of somebody who had the login before', async () => {
  const login = `again-${tag}`
  await user(login, domain)
  await perform(root, updateUser, { login, lastName: { from: login, to: 'Former' } })
  await perform(root, deleteUser, { login })
  const { dn } = await user(login, domain)
  const { rows } = await perform(root, showHistory, { dn })
  expect(rows.map(({ operation }) => operation)).toEqual(['user.create'])
})

it('is not there for those outside', async () => {
  const group = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Own' })
  const local = await user(`local-${tag}`, group.dn)
  const other = await user(`other-${tag}`, domain)
  await perform(root, setRole, { login: `local-${tag}`, role: 'groupAdministrator' })
  expect((await perform(local.caller, showHistory, { dn: local.dn })).rows.length).toBeGreaterThan(0)
  const refusal: unknown = await perform(local.caller, showHistory, { dn: other.dn }).catch((error) => error)
  expect(isConsoleError(refusal) && refusal.code).toBe('access.notFound')
})

it('does not tell the next administrator where somebody was before', async () => {
  const next = `next-${tag}.example`
  await perform(root, createDomain, { name: next })
  const secret = { kind: 'group', parent: domain, name: `Secret ${tag}`, private: true } as const
  const group = await perform(root, createContainer, secret)
  const login = `hidden-${tag}`
  const { dn } = await user(login, group.dn)
  await perform(root, updateUser, { login, lastName: { from: login, to: 'Hidden' } })
  const moved = await perform(root, moveEntry, { dn, to: next })
  const administrator = await user(`next-${tag}`, next)
  await perform(root, setRole, { login: `next-${tag}`, role: 'domainAdministrator', domains: [next] })
  const { rows } = await perform(administrator.caller, showHistory, { dn: moved.dn })
  expect(rows.map(({ operation }) => operation)).toEqual(['entry.move', 'user.update', 'user.create'])
  expect(JSON.stringify(rows)).not.toContain('Secret')
})

it('does not name an administrator who is hidden from its reader', async () => {
  const board = { kind: 'group', parent: domain, name: `Board ${tag}`, private: true } as const
  const { dn: hiding } = await perform(root, createContainer, board)
  const elsewhere = `elsewhere-${tag}.example`
  await perform(root, createDomain, { name: elsewhere })
  const [secret, chief, anna] = [`secret-${tag}`, `chief-${tag}`, `anna-${tag}`]
  const { caller: hidden, dn: hiddenDn } = await user(secret, hiding)
  await perform(root, setRole, { login: secret, role: 'administrator' })
  const { caller: reader } = await user(chief, elsewhere)
  await perform(root, setRole, { login: chief, role: 'domainAdministrator', domains: [elsewhere] })
  const { dn } = await user(anna, elsewhere)
  await perform(hidden, updateUser, { login: anna, lastName: { to: 'Changed' } })
  await perform(reader, updateUser, { login: anna, firstName: { to: 'Anna' } })
  const actors = async (caller: Caller) =>
    (await perform(caller, showHistory, { dn })).rows.map(({ actor }) => actor)
  expect(await actors(reader)).toEqual([chief, '', 'root'])
  expect(await actors(root)).toEqual([chief, secret, 'root'])
  // slapd notes who changed an entry last, for those alone who see everybody.
  const last = async (who: string) => {
    const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', dn, '-s', 'base', '+']
    const login = { dn: who, password: 'made history 1' }
    return (await ldapTool(testInstance(), 'ldapsearch', login, argv)).stdout
  }
  await perform(hidden, updateUser, { login: anna, lastName: { to: 'Again' } })
  for (const who of [dn, `uid=${chief},o=${elsewhere},${testInstance().suffix}`]) {
    expect(await last(who)).toContain('entryUUID')
    expect(await last(who)).not.toContain(secret)
  }
  expect(await last(hiddenDn)).toContain(`modifiersName: uid=${secret},`)
})
