/** Aliases and resources with people in them whom the domain's administrator must not know; slapd says who stays. */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { showHistory } from '@/lib/audit'
import {
  createContainer,
  createDomain,
  createResource,
  createUser,
  exportEntries,
  setRole,
  showResource,
  showUser,
  updateResource,
} from '@/lib/directory'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { createAlias, showAlias, updateAlias } from '.'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const [own, foreign] = [`own-${tag}.example`, `foreign-${tag}.example`]
const root: Caller = { kind: 'root' }
const [mine, other, secret] = [`mine-${tag}`, `other-${tag}`, `secret-${tag}`]
const address = `team@${own}`
const aliasDn = `cn=team,o=${own},${instance.suffix}`
const dnOf = (login: string) => `uid=${login},o=${own},${instance.suffix}`

let administrator: Caller
let secretDn: string
let room: string

async function user(login: string, container: string) {
  const draft = { container, login, password: 'hidden members 1', lastName: login, mailbox: false }
  const { dn } = await perform(root, createUser, { ...draft, mustChangePassword: false })
  return dn
}

beforeAll(async () => {
  for (const name of [own, foreign]) await perform(root, createDomain, { name })
  const hidden = { kind: 'group', parent: foreign, name: 'Hidden', private: true } as const
  secretDn = await user(secret, (await perform(root, createContainer, hidden)).dn)
  for (const login of [mine, other, `boss-${tag}`]) await user(login, own)
  const { id } = await perform(root, showUser, { login: `boss-${tag}` })
  await perform(root, setRole, { login: `boss-${tag}`, role: 'domainAdministrator', domains: [own] })
  administrator = { kind: 'person', id, face: 'web', address: '192.0.2.8' }
  await perform(root, createAlias, { address, members: [mine, secret, 'elsewhere@example.net'] })
  const drawn = { container: own, name: 'Room', responsible: `${mine}\n${secret}` }
  room = (await perform(root, createResource, drawn)).dn
})

const untold = (told: unknown) => {
  expect(JSON.stringify(told)).not.toContain(secret)
  expect(JSON.stringify(told)).not.toContain('Hidden')
}

it('counts the members of an alias whom the administrator does not see, and keeps them', async () => {
  const shown = await perform(administrator, showAlias, { address })
  untold(shown)
  expect(shown).toMatchObject({ hiddenMembers: 1 })
  const from = shown.members.map(({ text }) => text)
  expect(from.sort()).toEqual(['elsewhere@example.net', `${mine}@${own}`])

  await perform(administrator, updateAlias, { address, members: { from, to: [...from, other] } })
  expect((await ldapValues(aliasDn, 'member')).sort()).toEqual([dnOf(mine), dnOf(other), secretDn].sort())
  await perform(administrator, updateAlias, { address, members: { to: [other] } })
  expect((await ldapValues(aliasDn, 'member')).sort()).toEqual([dnOf(other), secretDn].sort())
  expect(await ldapValues(aliasDn, 'rfc822MailMember')).toEqual([])
  await perform(administrator, updateAlias, { address, members: { to: [] } })
  expect(await ldapValues(aliasDn, 'member')).toEqual([secretDn])

  const everybody = await perform(root, showAlias, { address })
  expect(everybody).toMatchObject({ hiddenMembers: 0, members: [{ dn: secretDn }] })
  const nobody = perform(root, updateAlias, { address, members: { to: [] } })
  await expect(nobody).rejects.toMatchObject({ code: 'alias.noMembers' })
})

it('keeps a member whose entry slapd no longer has until somebody takes it out', async () => {
  const gone = dnOf(`gone-${tag}`)
  await runLdapTool('ldapmodify', `dn: ${aliasDn}\nchangetype: modify\nadd: member\nmember: ${gone}\n`)
  const shown = await perform(administrator, showAlias, { address })
  expect(shown).toMatchObject({ hiddenMembers: 1, members: [{ text: gone }] })
  await perform(administrator, updateAlias, { address, members: { from: [gone], to: [gone, mine] } })
  expect(await ldapValues(aliasDn, 'member')).toContain(gone)
  await perform(administrator, updateAlias, { address, members: { to: [mine] } })
  expect((await ldapValues(aliasDn, 'member')).sort()).toEqual([dnOf(mine), secretDn].sort())
})

it('counts those who look after a resource and are not to be seen, and keeps them', async () => {
  const shown = await perform(administrator, showResource, { dn: room })
  untold(shown)
  expect(shown).toMatchObject({ responsible: [mine], hiddenResponsible: 1 })
  const responsible = { from: mine, to: other }
  await perform(administrator, updateResource, { dn: room, responsible, details: {} })
  expect((await ldapValues(room, 'member')).sort()).toEqual([dnOf(other), secretDn].sort())
})

it('names them in no history and no LDIF of that administrator', async () => {
  for (const dn of [aliasDn, room]) {
    const { rows } = await perform(administrator, showHistory, { dn })
    expect(rows.flatMap(({ changes }) => changes).map(({ attribute }) => attribute)).toContain('member')
    untold(rows)
    expect(JSON.stringify((await perform(root, showHistory, { dn })).rows)).toContain(secretDn)
  }
  const wanted = { at: own, kind: 'resource', format: 'ldif' } as const
  const ldifFor = async (caller: Caller) => {
    const made = await perform(caller, exportEntries, wanted)
    let text = ''
    if (made.format === 'ldif') for await (const part of made.text) text += part
    // Long lines are folded (RFC 2849).
    return text.replaceAll('\n ', '')
  }
  const told = await ldifFor(administrator)
  expect(told).toContain(`member: ${dnOf(other)}`)
  untold(told)
  expect(await ldifFor(root)).toContain(secretDn)
})

it('names only the administered domains that the administrator has too', async () => {
  await user(`both-${tag}`, own)
  await perform(root, setRole, { login: `both-${tag}`, role: 'domainAdministrator', domains: [own, foreign] })
  const { manages } = await perform(administrator, showUser, { login: `both-${tag}` })
  expect(manages).toEqual([own])
})
