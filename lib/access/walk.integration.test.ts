/**
 * Every operation, as every role, inside and outside that role's scope, through perform() on real servers. The
 * same attempts made past the console are in lib/instance/slapd/acl.integration.test.ts.
 */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import { runLdapTool, testInstance } from '@/lib/instance/testing'
import { operations } from '@/lib/operations'
import type { AnyOperation, Operation } from './operation'
import { type Caller, perform } from './perform'
import { type Grant, grantOf, type OperationName, type Role, roles } from './permissions'

const tag = randomBytes(4).toString('hex')
const inside = `inside-${tag}.example`
const outside = `outside-${tag}.example`
const root: Caller = { kind: 'root' }
const password = 'walk through it 1'
/** As much of a picture as tells that it is one. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]).toString('base64')
const people: Partial<Record<Role, Caller>> = {}

type Place = 'inside' | 'outside'
/** A fresh object for each attempt, made by root: what one attempt deletes does not spoil the next. */
type Subject = {
  domain: string
  container: string
  login: string
  alias: string
  fresh: string
  emptyDomain: string
  /** DN of a group. */
  place: string
  /** DNs of a contact and a resource. */
  person: string
  thing: string
  /** A job that was started for it, inside by the person who asks. */
  job: string
}

const instance = testInstance()
const named = (name: OperationName) => {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`no operation ${name}`)
  return found as AnyOperation as Operation<unknown, unknown>
}
const asRoot = (name: OperationName, input: unknown) => perform(root, named(name), input)

/** What to ask of each operation about a subject. Operations on oneself have no subject. */
const inputs: Record<OperationName, (subject: Subject) => unknown> = {
  'directory.browse': ({ container }) => ({ at: container }),
  'directory.list': ({ container }) => ({ at: container }),
  'directory.export': ({ container }) => ({ at: container, format: 'csv' }),
  'domain.list': () => ({}),
  'domain.show': ({ domain }) => ({ name: domain }),
  'domain.create': ({ fresh }) => ({ name: `${fresh}.example` }),
  'domain.update': ({ domain }) => ({ name: domain, description: { to: 'walked' } }),
  'domain.delete': ({ emptyDomain }) => ({ name: emptyDomain }),
  'container.find': () => ({ text: 'walk' }),
  'container.show': ({ place }) => ({ dn: place }),
  'container.create': ({ container, fresh }) => ({ kind: 'group', parent: container, name: fresh }),
  'container.update': ({ place }) => ({ dn: place, details: { description: { to: 'walked' } } }),
  'container.move': ({ place, fresh }) => ({ dn: place, name: fresh }),
  'container.delete': ({ place }) => ({ dn: place }),
  'entry.move': ({ person, place }) => ({ dn: person, to: place }),
  'contact.show': ({ person }) => ({ dn: person }),
  'contact.create': ({ container, fresh }) => ({ container, lastName: fresh }),
  'contact.update': ({ person }) => ({ dn: person, details: { title: { to: 'walked' } } }),
  'contact.delete': ({ person }) => ({ dn: person }),
  'resource.show': ({ thing }) => ({ dn: thing }),
  'resource.create': ({ container, fresh }) => ({ container, name: fresh }),
  'resource.update': ({ thing }) => ({ dn: thing, kind: { to: 'equipment' } }),
  'resource.delete': ({ thing }) => ({ dn: thing }),
  'role.list': () => ({}),
  'role.set': ({ login }) => ({ login, role: 'user' }),
  'user.list': ({ container }) => ({ container }),
  'user.show': ({ login }) => ({ login }),
  'user.create': ({ container, fresh }) => ({
    container,
    login: fresh,
    password,
    lastName: 'New',
    mailbox: false,
  }),
  'user.update': ({ login }) => ({ login, lastName: { to: 'Walked' } }),
  'user.listFiles': ({ login }) => ({ login }),
  'user.showPhoto': ({ login }) => ({ login }),
  'user.setFile': ({ login }) => ({ login, kind: 'photo', content: JPEG }),
  'user.setStatus': ({ login }) => ({ login, status: 'suspended' }),
  'user.delete': ({ login }) => ({ login }),
  'user.setPassword': ({ login }) => ({ login, password: 'another one 2' }),
  'alias.list': ({ container }) => ({ container }),
  'alias.show': ({ alias }) => ({ address: alias }),
  'alias.create': ({ domain, fresh }) => ({
    address: `${fresh}@${domain}`,
    members: ['elsewhere@example.net'],
  }),
  'alias.update': ({ alias }) => ({ address: alias, description: { to: 'walked' } }),
  'alias.delete': ({ alias }) => ({ address: alias }),
  'member.find': () => ({ text: 'walk' }),
  'bulk.preview': ({ login }) => ({ action: 'resume', selection: { logins: [login] } }),
  'bulk.start': ({ login }) => ({ action: 'resume', selection: { logins: [login] } }),
  'job.list': () => ({}),
  'job.show': ({ job }) => ({ id: job }),
  'job.cancel': ({ job }) => ({ id: job }),
  'job.resume': ({ job }) => ({ id: job }),
  'service.list': () => ({}),
  'service.start': () => ({ service: 'proftpd' }),
  'service.stop': () => ({ service: 'proftpd' }),
  'service.restart': () => ({ service: 'proftpd' }),
  'service.reload': () => ({ service: 'proftpd' }),
  'audit.history': ({ person }) => ({ dn: person }),
  'audit.list': () => ({}),
  'self.show': () => ({}),
  'self.view': () => ({}),
  'self.changePassword': () => ({
    current: password,
    password: 'walk through it 2',
    repeat: 'walk through it 2',
  }),
  'self.setPreferences': () => ({ language: 'de' }),
  'session.signOutEverywhere': () => ({}),
}

/** Operations whose answer does not depend on a place: they list what is in scope, or act on no entry. */
const placeless: OperationName[] = [
  'domain.list',
  'container.find',
  'member.find',
  'role.list',
  'job.list',
  'service.list',
  'service.start',
  'service.stop',
  'service.restart',
  'service.reload',
  'audit.list',
]

beforeAll(async () => {
  await asRoot('domain.create', { name: inside })
  await asRoot('domain.create', { name: outside })
  const suffix = instance.suffix
  await runLdapTool(
    'ldapadd',
    `dn: ou=group,o=${inside},${suffix}\nobjectClass: organizationalUnit\nobjectClass: smContainer\nou: group\n`,
  )
  // The first password of the manager is still to be changed, which nobody here does.
  await runLdapTool(
    'ldapmodify',
    `dn: uid=admin,o=${instance.domain},${suffix}\nchangetype: modify\nreplace: pwdReset\n`,
  )
  for (const role of roles) people[role] = await personWith(role)
})

async function personWith(role: Role): Promise<Caller> {
  const suffix = instance.suffix
  const login = `walk-${role.toLowerCase()}-${tag}`
  if (role === 'manager') {
    const manager = (await asRoot('self.show', {})) as { login: string }
    return callerFor(role, manager.login)
  }
  const container = role === 'groupAdministrator' ? `ou=group,o=${inside},${suffix}` : inside
  await asRoot('user.create', {
    container,
    login,
    password,
    lastName: 'Walker',
    mailbox: false,
    mustChangePassword: false,
  })
  const dn =
    role === 'groupAdministrator'
      ? `uid=${login},ou=group,o=${inside},${suffix}`
      : `uid=${login},o=${inside},${suffix}`
  const attributes = {
    administrator: 'smRole: administrator',
    domainAdministrator: `smRole: domainAdministrator\n-\nadd: smManages\nsmManages: o=${inside},${suffix}`,
    groupAdministrator: `smRole: groupAdministrator\n-\nadd: smLocal\nsmLocal: ou=group,o=${inside},${suffix}`,
  }
  if (role !== 'user')
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\nadd: smRole\n${attributes[role]}\n`)
  return callerFor(role, login)
}

const dns: Partial<Record<Role, string>> = {}

/** Back to the password that the operation is told, whatever an earlier attempt made of it. */
async function givePassword(role: Role) {
  await runLdapTool(
    'ldapmodify',
    `dn: ${dns[role]}\nchangetype: modify\nreplace: userPassword\nuserPassword: ${password}\n`,
  )
}

async function callerFor(role: Role, login: string): Promise<Caller> {
  const { id, dn } = (await asRoot('user.show', { login })) as { id: string; dn: string }
  dns[role] = dn
  return { kind: 'person', id, face: 'web', address: '192.0.2.7' }
}

async function subjectIn(place: Place, role: Role, operation: AnyOperation): Promise<Subject> {
  const domain = place === 'inside' ? inside : outside
  const top = `o=${domain},${instance.suffix}`
  const container = place === 'inside' && role === 'groupAdministrator' ? `ou=group,${top}` : top
  const name = randomBytes(6).toString('hex')
  const subject: Subject = {
    domain,
    container,
    login: `s${name}`,
    alias: `a${name}@${domain}`,
    fresh: `n${name}`,
    emptyDomain: `d${name}.example`,
    place: `ou=g${name},${container}`,
    person: `cn=c${name},${container}`,
    thing: `cn=r${name},${container}`,
    job: '',
  }
  const [kind, action] = operation.name.split('.')
  if (operation.name === 'user.showPhoto') {
    subject.login = `p${name}`
    const draft = { container, login: subject.login, password, lastName: 'Photo', mailbox: false }
    await asRoot('user.create', draft)
    await asRoot('user.setFile', { login: subject.login, kind: 'photo', content: JPEG })
    return subject
  }
  if (kind === 'contact') await asRoot('contact.create', { container, lastName: `c${name}` })
  if (kind === 'resource') await asRoot('resource.create', { container, name: `r${name}` })
  if (['user', 'role', 'bulk', 'job'].includes(kind ?? '')) {
    await asRoot('user.create', {
      container,
      login: subject.login,
      password,
      lastName: 'Subject',
      mailbox: false,
    })
  }
  if (kind === 'entry' || kind === 'audit')
    await asRoot('contact.create', { container, lastName: `c${name}` })
  if ((kind === 'container' && action !== 'create') || kind === 'entry') {
    await asRoot('container.create', { kind: 'group', parent: container, name: `g${name}` })
  }
  if (kind === 'job') {
    const own = place === 'inside' && grantOf(role, 'bulk.start') ? people[role] : root
    const input = { action: 'resume', selection: { logins: [subject.login] } }
    subject.job = ((await perform(own ?? root, named('bulk.start'), input)) as { id: string }).id
  }
  if (kind === 'alias') await asRoot('alias.create', { address: subject.alias, members: ['x@example.net'] })
  if (kind === 'domain' && action === 'delete') await asRoot('domain.create', { name: subject.emptyDomain })
  return subject
}

async function attempt(caller: Caller, operation: AnyOperation, input: unknown): Promise<string> {
  try {
    await perform(caller, operation as Operation<unknown, unknown>, input)
    return 'done'
  } catch (error) {
    if (!isConsoleError(error)) throw error
    return error.code
  }
}

/** The answer the permission table promises. */
function promised(grant: Grant | undefined, place: Place, operation: AnyOperation): string {
  if (!grant) return 'access.denied'
  // Said of the domain that was typed, whether it is outside or does not exist.
  const absent = operation.name === 'alias.create' ? 'address.noDomain' : 'access.notFound'
  return grant === 'scope' && place === 'outside' && !placeless.includes(operation.name) ? absent : 'done'
}

describe.each(roles)('as %s', (role) => {
  describe.each(['inside', 'outside'] as const)('%s the scope', (place) => {
    it.each(operations)('$name', async (operation) => {
      const caller = people[role]
      if (!caller) throw new Error(`nobody is ${role}`)
      const subject = await subjectIn(place, role, operation)
      if (operation.name === 'self.changePassword') await givePassword(role)
      // A server that an earlier attempt stopped cannot be reloaded.
      if (operation.name.startsWith('service.')) await asRoot('service.start', { service: 'proftpd' })
      const answer = await attempt(caller, operation, inputs[operation.name](subject))
      expect(answer).toBe(promised(grantOf(role, operation.name), place, operation))
    })
  })
})

describe('from inside the scope', () => {
  const deny = async (role: Role, name: OperationName, input: unknown) => {
    const caller = people[role]
    if (!caller) throw new Error(`nobody is ${role}`)
    return attempt(caller, named(name), input)
  }
  const login = (role: Role) => `walk-${role.toLowerCase()}-${tag}`

  it.each(['administrator', 'domainAdministrator', 'groupAdministrator', 'user'] as const)(
    'nobody of lower or equal rank changes a %s',
    async (victim) => {
      for (const role of roles) {
        if (role === 'manager' || roles.indexOf(role) < roles.indexOf(victim)) continue
        if (role === victim && role !== 'user') continue
        const answers = await Promise.all([
          deny(role, 'user.setPassword', { login: login(victim), password: 'taken over 123' }),
          deny(role, 'user.update', { login: login(victim), lastName: { to: 'Mallory' } }),
          deny(role, 'user.delete', { login: login(victim) }),
        ])
        for (const answer of answers) expect(['access.denied', 'access.notFound']).toContain(answer)
      }
    },
  )

  it('a domain administrator of the first domain has no power over the manager', async () => {
    const suffix = instance.suffix
    await runLdapTool(
      'ldapmodify',
      `dn: ${dns.domainAdministrator}\nchangetype: modify\nadd: smManages\nsmManages: o=${instance.domain},${suffix}\n`,
    )
    const role = 'domainAdministrator'
    expect(await deny(role, 'user.setPassword', { login: 'admin', password: 'taken over 123' })).toBe(
      'access.denied',
    )
    expect(await deny(role, 'user.update', { login: 'admin', quota: { to: '1 MB' } })).toBe('access.denied')
    expect(await deny(role, 'user.delete', { login: 'admin' })).toBe('access.denied')
    await runLdapTool(
      'ldapmodify',
      `dn: ${dns.domainAdministrator}\nchangetype: modify\nreplace: smManages\nsmManages: o=${inside},${suffix}\n`,
    )
  })

  it('nobody removes the manager, and nobody their own account', async () => {
    expect(await deny('manager', 'user.delete', { login: 'admin' })).toBe('account.manager')
    expect(await deny('administrator', 'user.delete', { login: login('administrator') })).toBe('account.self')
  })

  it.each([
    ['the services', () => `ou=services,${instance.suffix}`],
    ['the policies', () => `ou=policies,${instance.suffix}`],
    ['the suffix', () => instance.suffix],
    ['another domain', () => `o=${outside},${instance.suffix}`],
    ['a name that only ends alike', () => `o=x${inside},${instance.suffix}`],
    ['nonsense', () => 'o=,,='],
  ])('no account is made below %s', async (_what, container) => {
    const draft = {
      container: container(),
      login: `x${randomBytes(4).toString('hex')}`,
      password,
      lastName: 'X',
      mailbox: false,
    }
    expect(await deny('domainAdministrator', 'user.create', draft)).not.toBe('done')
  })

  it('no address of another domain is taken', async () => {
    const draft = { container: inside, login: `x${tag}`, password, lastName: 'X', mailbox: false }
    const address = `ceo-${tag}@${outside}`
    expect(await deny('domainAdministrator', 'user.create', { ...draft, address })).toBe('input.invalid')
    expect(await deny('domainAdministrator', 'alias.create', { address, members: ['a@example.net'] })).toBe(
      'address.noDomain',
    )
  })

  it('what is outside answers exactly like what does not exist', async () => {
    await asRoot('user.create', {
      container: outside,
      login: `out${tag}`,
      password,
      lastName: 'O',
      mailbox: false,
    })
    for (const name of ['user.show', 'user.delete'] as const) {
      const answers = [
        await deny('domainAdministrator', name, { login: `out${tag}` }),
        await deny('domainAdministrator', name, { login: `nobody${tag}` }),
      ]
      expect(answers).toEqual(['access.notFound', 'access.notFound'])
    }
  })

  it('a suspended person is out at the next request', async () => {
    await runLdapTool(
      'ldapmodify',
      `dn: ${dns.user}\nchangetype: modify\nreplace: smAccountStatus\nsmAccountStatus: suspended\n`,
    )
    expect(await deny('user', 'self.show', {})).toBe('access.signedOut')
    await runLdapTool('ldapmodify', `dn: ${dns.user}\nchangetype: modify\nreplace: smAccountStatus\n`)
    expect(await deny('user', 'self.show', {})).toBe('done')
  })
})
