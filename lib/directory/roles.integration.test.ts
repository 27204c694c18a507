/** Roles, contacts and resources on real servers; what came of it is asked with ldapsearch and by who may do what. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform, type Role } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { ldapTool } from '@/lib/instance/slapd/testing'
import { ldapValues, receivedMail, sendMail, testInstance } from '@/lib/instance/testing'
import {
  createContact,
  createContainer,
  createDomain,
  createResource,
  createUser,
  deleteContact,
  listAdministrators,
  setRole,
  showContact,
  showResource,
  showUser,
  updateContact,
  updateResource,
} from '.'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `roles-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }
const password = 'roles to play 1'
let group = ''

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  group = (await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Crew' })).dn
})

async function user(
  name: string,
  container = domain,
): Promise<{ login: string; dn: string; caller: Caller }> {
  const login = `${name}-${tag}`
  const draft = { container, login, password, lastName: name, mailbox: true, mustChangePassword: false }
  const { dn } = await perform(root, createUser, draft)
  const { id } = await perform(root, showUser, { login })
  return { login, dn, caller: { kind: 'person', id, face: 'web', address: '192.0.2.9' } }
}

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isConsoleError(error)) return error === undefined ? 'done' : String(error)
  return error.fields[0]?.code ?? error.code
}

describe('a role', () => {
  it.each([
    ['administrator', [], 'smManages', []],
    ['domainAdministrator', [domain], 'smManages', () => [top]],
    ['groupAdministrator', [], 'smLocal', () => [group]],
  ] as const)('%s is given and taken', async (role, domains, attribute, expected) => {
    const { login, dn } = await user(
      `be-${role.toLowerCase()}`,
      role === 'groupAdministrator' ? group : domain,
    )
    await perform(root, setRole, { login, role, domains })
    expect(await ldapValues(dn, 'smRole')).toEqual([role])
    expect(await ldapValues(dn, attribute)).toEqual(typeof expected === 'function' ? expected() : expected)
    const listed = await perform(root, listAdministrators, {})
    expect(listed.find((row) => row.login === login)?.role).toBe(role)
    await perform(root, setRole, { login, role: 'user' })
    expect(await ldapValues(dn, 'smRole')).toEqual([])
    expect(await ldapValues(dn, attribute)).toEqual([])
  })

  it('gives way to another one, whichever was first', async () => {
    const { login, dn } = await user('career', group)
    for (const role of ['administrator', 'groupAdministrator', 'domainAdministrator'] as const) {
      for (const next of ['domainAdministrator', 'groupAdministrator', 'administrator'] as const) {
        await perform(root, setRole, { login, role, domains: [domain] })
        await perform(root, setRole, { login, role: next, domains: [domain] })
        expect(await ldapValues(dn, 'smRole')).toEqual([next])
        expect(await ldapValues(dn, 'smManages')).toEqual(next === 'domainAdministrator' ? [top] : [])
        expect(await ldapValues(dn, 'smLocal')).toEqual(next === 'groupAdministrator' ? [group] : [])
      }
    }
    await perform(root, setRole, { login, role: 'user' })
    expect(await ldapValues(dn, 'smRole')).toEqual([])
  })

  it('that two people change: their domains go together, of the role only one holds', async () => {
    const { login, dn } = await user('shared')
    const names = ['big', 'kill'].map((name) => `${name}-${tag}.example`)
    for (const name of names) await perform(root, createDomain, { name })
    const [big = '', kill = ''] = names
    const role = 'domainAdministrator'
    await perform(root, setRole, { login, role, domains: [domain] })
    const from = { role, domains: [domain] }
    await perform(root, setRole, { login, role, domains: [domain, big], from })
    await perform(root, setRole, { login, role, domains: [domain, kill], from })
    const of = (...all: string[]) => all.map((name) => `o=${name},${instance.suffix}`).sort()
    expect((await ldapValues(dn, 'smManages')).sort()).toEqual(of(domain, big, kill))
    // One takes the first away, another the rest but that.
    const all = { role, domains: [domain, big, kill] }
    await perform(root, setRole, { login, role, domains: [big, kill], from: all })
    expect((await ldapValues(dn, 'smManages')).sort()).toEqual(of(big, kill))
    const rest = perform(root, setRole, { login, role, domains: [domain], from: all })
    expect(await code(rest)).toBe('edit.conflict')
    await perform(root, setRole, { login, role: 'administrator', from: { role, domains: [big, kill] } })
    const late = { login, role: 'user', from: { role, domains: [big, kill] } } as const
    expect(await code(perform(root, setRole, late))).toBe('edit.conflict')
    expect(await code(perform(root, setRole, { ...late, role }))).toBe('edit.conflict')
    expect(await ldapValues(dn, 'smRole')).toEqual(['administrator'])
  })

  it('comes from above, never from the same rank or below, and not from oneself', async () => {
    const chief = await user('chief')
    const local = await user('local', group)
    const plain = await user('plain', group)
    await perform(root, setRole, { login: chief.login, role: 'domainAdministrator', domains: [domain] })
    const give = (by: Caller, login: string, role: Role, domains: string[] = []) =>
      code(perform(by, setRole, { login, role, domains }))
    expect(await give(chief.caller, plain.login, 'domainAdministrator', [domain])).toBe('access.denied')
    expect(await give(chief.caller, plain.login, 'administrator')).toBe('access.denied')
    expect(await give(chief.caller, chief.login, 'user')).toBe('role.self')
    expect(await give(chief.caller, local.login, 'groupAdministrator')).toBe('done')
    expect(await ldapValues(local.dn, 'smLocal')).toEqual([group])
    expect(await give(local.caller, plain.login, 'groupAdministrator')).toBe('access.denied')
    expect(await give(chief.caller, 'admin', 'user')).toBe('access.notFound')
    expect(await give(root, 'admin', 'user')).toBe('account.manager')
  })

  it('of a group needs a group to live in, and one of domains a domain', async () => {
    const { login } = await user('homeless')
    expect(await code(perform(root, setRole, { login, role: 'groupAdministrator' }))).toBe('role.group')
    expect(await code(perform(root, setRole, { login, role: 'domainAdministrator' }))).toBe('input.required')
    const elsewhere = { login, role: 'domainAdministrator' as const, domains: [`no-${domain}`] }
    expect(await code(perform(root, setRole, elsewhere))).toBe('domain.unknown')
  })
})

describe('a contact', () => {
  it('is found by an ordinary address book, renamed and deleted', async () => {
    const reader = await user('reader')
    const { dn } = await perform(root, createContact, {
      container: group,
      firstName: 'Ömer',
      lastName: `Acme ${tag}`,
      addresses: 'omer@elsewhere.example, o@other.example',
      details: { telephoneNumber: '+90 1' },
    })
    const search = ['-LLL', '-b', instance.suffix, `(|(cn=*acme ${tag}*)(mail=*acme ${tag}*))`, 'mail']
    const { stdout } = await ldapTool(instance, 'ldapsearch', { dn: reader.dn, password }, search)
    expect(stdout).toContain('mail: omer@elsewhere.example')
    const renamed = await perform(root, updateContact, {
      dn,
      firstName: { from: 'Ömer', to: 'Omar' },
      details: { telephoneNumber: { from: '+90 1', to: '+90 2' } },
    })
    expect(await perform(root, showContact, { dn: renamed.dn })).toMatchObject({
      name: `Omar Acme ${tag}`,
      addresses: ['omer@elsewhere.example', 'o@other.example'],
      details: { telephoneNumber: '+90 2' },
    })
    expect(
      await code(
        perform(root, createContact, { container: group, firstName: 'Omar', lastName: `Acme ${tag}` }),
      ),
    ).toBe('contact.taken')
    await perform(root, deleteContact, { dn: renamed.dn })
    await expect(ldapValues(renamed.dn, 'cn')).rejects.toThrow('No such object')
  })

  it('is no account: the operations on contacts do not touch one', async () => {
    const { dn } = await user('no-contact')
    expect(await code(perform(root, deleteContact, { dn }))).toBe('access.notFound')
    expect(await code(perform(root, updateContact, { dn, lastName: { to: 'x' } }))).toBe('access.notFound')
  })
})

describe('a resource', () => {
  it('has an address whose mail reaches the people who look after it', async () => {
    const keeper = await user('keeper')
    const address = `projector-${tag}@${domain}`
    const { dn } = await perform(root, createResource, {
      container: domain,
      name: `Projector ${tag}`,
      kind: 'equipment',
      address,
      responsible: keeper.login,
      details: { l: 'Room 5' },
    })
    expect(await ldapValues(dn, 'member')).toEqual([keeper.dn])
    expect((await sendMail({ to: address, from: 'a@elsewhere.test', subject: `book ${tag}` })).code).toBe(0)
    expect(await receivedMail({ login: keeper.login, password }, `book ${tag}`)).toBeDefined()
    const renamed = await perform(root, updateResource, {
      dn,
      name: { to: `Beamer ${tag}` },
      kind: { to: 'room' },
    })
    expect(await perform(root, showResource, { dn: renamed.dn })).toMatchObject({
      name: `Beamer ${tag}`,
      kind: 'room',
      responsible: [keeper.login],
      details: { l: 'Room 5' },
    })
    const crossed = { dn: renamed.dn, responsible: { from: '', to: '' } }
    expect(await code(perform(root, updateResource, crossed))).toBe('edit.conflict')
    await perform(root, updateResource, { ...crossed, responsible: { from: keeper.login, to: '' } })
    expect(await ldapValues(renamed.dn, 'member')).toEqual([])
    const taken = { container: domain, name: `Other ${tag}`, address }
    expect(await code(perform(root, createResource, taken))).toBe('address.taken')
    const nobody = { container: domain, name: `Third ${tag}`, responsible: 'nobody-here' }
    expect(await code(perform(root, createResource, nobody))).toBe('login.unknown')
  })
})
