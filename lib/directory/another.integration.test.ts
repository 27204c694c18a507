/** Somebody looks at an entry; meanwhile it is deleted with ldapdelete, and another one gets its name. */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { createAlias, deleteAlias, showAlias, updateAlias } from '@/lib/aliases'
import { isConsoleError } from '@/lib/errors'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import {
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  deleteContact,
  deleteContainer,
  deleteResource,
  deleteUser,
  moveContainer,
  moveEntry,
  setFile,
  setRole,
  setUserPassword,
  setUserStatus,
  showContact,
  showContainer,
  showResource,
  showUser,
  updateContact,
  updateContainer,
  updateResource,
  updateUser,
} from '.'

const tag = randomBytes(4).toString('hex')
const domain = `another-${tag}.example`
const top = `o=${domain},${testInstance().suffix}`
const root: Caller = { kind: 'root' }

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
})

/** What each is refused with, when the entry is in the end what it was. */
async function refusals(dn: string, attempts: (() => Promise<unknown>)[]) {
  const before = await wholeOf(dn)
  const codes: string[] = []
  for (const attempt of attempts)
    codes.push(
      await attempt().then(
        () => 'done',
        (error: unknown) => (isConsoleError(error) ? error.code : String(error)),
      ),
    )
  expect(await wholeOf(dn)).toBe(before)
  return codes
}

const wholeOf = (dn: string) => runLdapTool('ldapsearch', '', ['-LLL', '-s', 'base', '-b', dn, '*', '+'])
const another = (count: number) => Array(count).fill('entry.another')

it('leaves the next person of a login alone', async () => {
  const login = `one-${tag}`
  const draft = { container: domain, login, password: 'another person 1', lastName: 'Next', mailbox: false }
  await perform(root, createUser, draft)
  const { id, dn } = await perform(root, showUser, { login })
  await runLdapTool('ldapdelete', '', [dn])
  await perform(root, createUser, draft)
  const shown = { login, id }
  const attempts = [
    () => perform(root, updateUser, { ...shown, details: { title: { from: '', to: 'Clerk' } } }),
    () => perform(root, setUserStatus, { ...shown, status: 'suspended' }),
    () => perform(root, setUserPassword, { ...shown, password: 'of the former 1' }),
    () => perform(root, setRole, { ...shown, role: 'administrator' }),
    () => perform(root, setFile, { ...shown, kind: 'photo' }),
    () => perform(root, moveEntry, { dn, id, to: domain }),
    () => perform(root, deleteUser, shown),
  ]
  expect(await refusals(dn, attempts)).toEqual(another(attempts.length))
  const present = await perform(root, showUser, { login })
  await perform(root, updateUser, { login, id: present.id, lastName: { to: 'Mine' } })
  expect(await ldapValues(dn, 'sn')).toEqual(['Mine'])
})

it('leaves the next contact, resource, group and alias of a name alone', async () => {
  const make = {
    contact: () => perform(root, createContact, { container: domain, lastName: 'Acme' }),
    resource: () => perform(root, createResource, { container: domain, name: 'Room' }),
    group: () => perform(root, createContainer, { kind: 'group', parent: domain, name: 'Group' }),
    alias: () => perform(root, createAlias, { address: `info@${domain}`, members: ['x@example.net'] }),
  }
  for (const made of Object.values(make)) await made()
  const dns = [`cn=Acme,${top}`, `cn=Room,${top}`, `ou=Group,${top}`, `cn=info,${top}`] as const
  const address = `info@${domain}`
  const [contact, resource, group, alias] = await Promise.all([
    perform(root, showContact, { dn: dns[0] }),
    perform(root, showResource, { dn: dns[1] }),
    perform(root, showContainer, { dn: dns[2] }),
    perform(root, showAlias, { address }),
  ])
  await runLdapTool('ldapdelete', '', [...dns])
  for (const made of Object.values(make)) await made()
  const of = ({ dn, id }: { dn: string; id: string }) => ({ dn, id })
  const edits = { details: { description: { to: 'written' } } }
  const attempts: [string, (() => Promise<unknown>)[]][] = [
    [
      contact.dn,
      [
        () => perform(root, updateContact, { ...of(contact), ...edits }),
        () => perform(root, deleteContact, of(contact)),
      ],
    ],
    [
      resource.dn,
      [
        () => perform(root, updateResource, { ...of(resource), ...edits }),
        () => perform(root, deleteResource, of(resource)),
      ],
    ],
    [
      group.dn,
      [
        () => perform(root, updateContainer, { ...of(group), ...edits }),
        () => perform(root, moveContainer, { ...of(group), name: 'Taken' }),
        () => perform(root, deleteContainer, of(group)),
      ],
    ],
    [
      alias.dn,
      [
        () => perform(root, updateAlias, { address, id: alias.id, description: { to: 'written' } }),
        () => perform(root, deleteAlias, { address, id: alias.id }),
      ],
    ],
  ]
  for (const [dn, changes] of attempts)
    expect(await refusals(dn, changes), dn).toEqual(another(changes.length))
})
