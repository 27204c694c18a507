/**
 * Every operation, as every role, inside and outside that role's scope, through perform() on real servers. The
 * same attempts made past the console are in lib/instance/slapd/acl.integration.test.ts.
 */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import { ldapTool, ldif } from '@/lib/instance/slapd/testing'
import { runLdapTool, testInstance } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
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
  /** A folder of the person with this login, and the name that a deleted one is kept by. */
  folder: string
  kept: string
  /** A job that was started for it, inside by the person who asks. */
  job: string
  /** A rule that deletes the person's old mail, and one that lets anyone post to the person's folder. */
  rule: string
  opening: string
  /** The person's entryUUID, for rules. */
  id: string
}

const instance = testInstance()
const named = (name: OperationName) => {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`no operation ${name}`)
  return found as AnyOperation as Operation<unknown, unknown>
}
const asRoot = (name: OperationName, input: unknown) => perform(root, named(name), input)

/** An edit that changes nothing. */
const unchanged = { field: 'proftpd/UseReverseDNS', change: 'set', value: 'no', was: 'no' }

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
  'container.refreshGroups': ({ place }) => ({ dn: place }),
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
  'alias.look': ({ container }) => ({ container }),
  'alias.show': ({ alias }) => ({ address: alias }),
  'alias.create': ({ domain, fresh }) => ({
    address: `${fresh}@${domain}`,
    members: ['elsewhere@example.net'],
  }),
  'alias.update': ({ alias }) => ({ address: alias, description: { to: 'walked' } }),
  'alias.delete': ({ alias }) => ({ address: alias }),
  'member.find': () => ({ text: 'walk' }),
  'folder.list': ({ login }) => ({ place: `user/${login}` }),
  'folder.show': ({ folder }) => ({ folder }),
  'folder.below': ({ folder }) => ({ folder }),
  'folder.partitions': () => ({}),
  'folder.create': ({ login, fresh }) => ({ parent: `user/${login}`, name: fresh }),
  'folder.rename': ({ folder, fresh }) => ({ folder, name: fresh }),
  'folder.delete': ({ folder }) => ({ folder }),
  'folder.setType': ({ folder }) => ({ folder, type: 'notes' }),
  'folder.deleted': ({ login }) => ({ place: `user/${login}` }),
  'folder.restore': ({ kept }) => ({ kept }),
  'folder.deletedMessages': ({ folder }) => ({ folder }),
  'folder.undelete': ({ folder }) => ({ folder, uids: [1] }),
  'folder.reconstruct': ({ folder }) => ({ folder }),
  'folder.repair': ({ folder }) => ({ folder, part: 'index' }),
  'acl.show': ({ folder }) => ({ folder }),
  'acl.set': ({ folder }) => ({ folder, changes: [{ id: 'anyone', rights: 'lr' }] }),
  'acl.remove': ({ folder }) => ({ folder, id: 'anyone' }),
  'acl.why': ({ folder, login }) => ({ folder, login }),
  'acl.reach': ({ login }) => ({ login }),
  'acl.previewBelow': ({ login }) => ({ folder: `user/${login}` }),
  'acl.applyBelow': ({ login }) => ({ folder: `user/${login}`, changes: [{ id: 'anyone', rights: 'lrsp' }] }),
  'acl.setMany': ({ folder }) => ({ folder, folders: [folder], changes: [{ id: 'anyone', rights: 'l' }] }),
  'acl.gone': () => ({}),
  'acl.forgetGone': ({ fresh }) => ({ ids: [fresh] }),
  'quota.list': () => ({}),
  'quota.of': ({ login }) => ({ logins: login }),
  'quota.set': ({ folder }) => ({ folder, quota: '5 MB' }),
  'quota.fix': ({ folder }) => ({ folder }),
  'retention.list': () => ({}),
  'retention.preview': ({ login }) => ({ login, folders: ['Plans'], days: 30 }),
  'retention.set': ({ login }) => ({ login, folders: ['Plans'], days: 30 }),
  'retention.remove': ({ rule }) => ({ id: rule }),
  'retention.run': ({ rule }) => ({ id: rule }),
  'retention.apply': ({ rule, login }) => ({ id: rule, logins: [login] }),
  'posting.list': () => ({}),
  'posting.preview': ({ login }) => ({ login, folder: 'Plans' }),
  'posting.set': ({ login }) => ({ login, folder: 'Plans' }),
  'posting.remove': ({ opening }) => ({ id: opening, takes: true }),
  'posting.run': ({ opening }) => ({ id: opening }),
  'posting.apply': ({ opening, login }) => ({ id: opening, logins: [login] }),
  'posting.withdraw': ({ id, login }) => ({ place: id, folder: 'Plans', logins: [login] }),
  'mailboxes.recover': () => ({ confirm: 'not meant' }),
  'mailboxes.rebuild': () => ({ confirm: 'not meant' }),
  'mailboxes.recovery': () => ({}),
  'bulk.preview': ({ login }) => ({ action: 'resume', selection: { accounts: [{ login }] } }),
  'bulk.start': ({ login }) => ({ action: 'resume', selection: { accounts: [{ login }] } }),
  'job.list': () => ({}),
  'job.show': ({ job }) => ({ id: job }),
  'job.cancel': ({ job }) => ({ id: job }),
  'job.resume': ({ job }) => ({ id: job }),
  'service.list': () => ({}),
  'service.facts': () => ({ service: 'proftpd' }),
  'service.start': () => ({ service: 'proftpd' }),
  'service.stop': () => ({ service: 'proftpd' }),
  'service.restart': () => ({ service: 'proftpd' }),
  'service.reload': () => ({ service: 'proftpd' }),
  'config.list': () => ({ service: 'proftpd' }),
  'config.files': () => ({}),
  'config.file': () => ({ file: 'proftpd.conf' }),
  'config.preview': () => ({ edits: [unchanged] }),
  'config.apply': () => ({ edits: [unchanged], hashes: [] }),
  'config.restore': () => ({ number: 999_999, hashes: [] }),
  'config.keep': () => ({ change: '0123456789abcdef' }),
  'config.takeBack': () => ({ change: '0123456789abcdef' }),
  'config.state': () => ({}),
  'config.history': () => ({}),
  'config.revision': () => ({ number: 999_999, file: 'proftpd.conf' }),
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
  'quota.list',
  'quota.of',
  'acl.gone',
  'acl.forgetGone',
  'folder.partitions',
  'retention.list',
  'posting.list',
  'mailboxes.recover',
  'mailboxes.rebuild',
  'mailboxes.recovery',
  'service.list',
  'service.facts',
  'service.start',
  'service.stop',
  'service.restart',
  'service.reload',
  'config.list',
  'config.files',
  'config.file',
  'config.preview',
  'config.apply',
  'config.restore',
  'config.keep',
  'config.takeBack',
  'config.state',
  'config.history',
  'config.revision',
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

/** What no attempt changed serves the next; what one may change is made for it. */
const untouched = new Map<string, Promise<Subject>>()

function subjectFor(place: Place, role: Role, operation: AnyOperation): Promise<Subject> {
  const make = () => subjectIn(place, role, operation)
  const isDone = promised(grantOf(role, operation.name), place, operation) === 'done'
  if (isDone && operation.kind !== 'read') return make()
  const kind = operation.name.split('.')[0]
  const particular = ['user.showPhoto', 'folder.restore', 'domain.delete', 'container.create']
  const what = particular.includes(operation.name) ? operation.name : kind
  const key = [place, role === 'groupAdministrator', kind === 'job' && role, what].join(' ')
  const subject = untouched.get(key) ?? make()
  untouched.set(key, subject)
  return subject
}

function subjectIn(place: Place, role: Role, operation: AnyOperation): Promise<Subject> {
  const domain = place === 'inside' ? inside : outside
  const top = `o=${domain},${instance.suffix}`
  const container = place === 'inside' && role === 'groupAdministrator' ? `ou=group,${top}` : top
  return subjectAt(domain, container, place === 'inside' ? role : 'manager', operation)
}

/** Jobs are started by the role. */
async function subjectAt(
  domain: string,
  container: string,
  role: Role,
  operation: AnyOperation,
): Promise<Subject> {
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
    folder: '',
    kept: '',
    job: '',
    rule: '',
    opening: '',
    id: '',
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
  if (['folder', 'acl', 'quota', 'retention', 'posting'].includes(kind ?? ''))
    Object.assign(subject, await mailboxIn(container, subject.login, action ?? ''))
  if (kind === 'retention') subject.rule = await idOf('retention.set', oldMailOf(subject.login))
  if (kind === 'posting') {
    subject.opening = await idOf('posting.set', { login: subject.login, folder: 'Plans' })
    subject.id = await idOf('user.show', { login: subject.login })
  }
  if (kind === 'entry' || kind === 'audit')
    await asRoot('contact.create', { container, lastName: `c${name}` })
  if ((kind === 'container' && action !== 'create') || kind === 'entry') {
    await asRoot('container.create', { kind: 'group', parent: container, name: `g${name}` })
  }
  if (kind === 'job') {
    const own = role !== 'manager' && grantOf(role, 'bulk.start') ? people[role] : root
    const input = { action: 'resume', selection: { accounts: [{ login: subject.login }] } }
    subject.job = ((await perform(own ?? root, named('bulk.start'), input)) as { id: string }).id
  }
  if (kind === 'alias') await asRoot('alias.create', { address: subject.alias, members: ['x@example.net'] })
  if (kind === 'domain' && action === 'delete') await asRoot('domain.create', { name: subject.emptyDomain })
  return subject
}

/** One for each container, but for what is gone or elsewhere afterwards. */
const mailboxes = new Map<string, ReturnType<typeof addMailbox>>()

function mailboxIn(container: string, login: string, action: string) {
  if (['rename', 'delete', 'restore', 'remove', 'applyBelow'].includes(action))
    return addMailbox(container, login, action === 'restore')
  const known = mailboxes.get(container) ?? addMailbox(container, login, false)
  mailboxes.set(container, known)
  return known
}

/** A person with a mailbox and a folder in it that anyone may see; with `deleted` another one that is kept. */
async function addMailbox(container: string, login: string, deleted: boolean) {
  const draft = { container, login, password, lastName: login, standardFolders: false }
  await asRoot('user.create', draft)
  const parent = `user/${login}`
  const folder = `${parent}/Plans`
  await asRoot('folder.create', { parent, name: 'Plans' })
  await asRoot('acl.set', { folder, changes: [{ id: 'anyone', rights: 'lrs' }] })
  if (!deleted) return { login, folder, kept: '' }
  // What went in the second in which the account was made may have been somebody else's.
  const made = Math.floor(Date.now() / 1000)
  await until(() => Math.floor(Date.now() / 1000) > made, 5_000)
  await asRoot('folder.create', { parent, name: 'Gone' })
  await asRoot('folder.delete', { folder: `${parent}/Gone` })
  const { rows } = (await asRoot('folder.deleted', { place: parent })) as { rows: { kept: string }[] }
  return { login, folder, kept: rows[0]?.kept ?? '' }
}

const oldMailOf = (login: string) => ({ login, folders: ['Plans'], days: 30 })

async function idOf(name: OperationName, input: object): Promise<string> {
  return ((await asRoot(name, input)) as { id: string }).id
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

/** What is said of a name that was typed, whether what it names is outside or does not exist. */
const absences: Partial<Record<OperationName, string>> = {
  'alias.create': 'address.noDomain',
  'acl.reach': 'access.notFound',
}
/** What is asked of those who may without meaning it: it would change the servers for everybody else. */
const unmeant: Partial<Record<OperationName, string>> = {
  'mailboxes.recover': 'input.invalid',
  'mailboxes.rebuild': 'input.invalid',
  'config.apply': 'config.nothing',
  'config.restore': 'access.notFound',
  'config.keep': 'config.noChange',
  'config.takeBack': 'config.noChange',
  'config.revision': 'config.noRevision',
}
const isAboutFolders = ({ name }: AnyOperation) => /^(folder|acl|quota)\./.test(name)

/** The answer the permission table promises. */
function promised(grant: Grant | undefined, place: Place, operation: AnyOperation): string {
  if (!grant) return 'access.denied'
  const unsaid = unmeant[operation.name]
  if (unsaid) return unsaid
  const absent = absences[operation.name] ?? (isAboutFolders(operation) ? 'folder.gone' : 'access.notFound')
  return grant === 'scope' && place === 'outside' && !placeless.includes(operation.name) ? absent : 'done'
}

describe.each(roles)('as %s', (role) => {
  describe.each(['inside', 'outside'] as const)('%s the scope', (place) => {
    it.each(operations)('$name', async (operation) => {
      const caller = people[role]
      if (!caller) throw new Error(`nobody is ${role}`)
      const subject = await subjectFor(place, role, operation)
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

describe('what is private', () => {
  const { suffix } = instance
  const own = `o=${inside},${suffix}`
  /** In the names of everything that is private here. */
  const secret = `secret${tag}`
  const hidden = `${secret}.example`
  const vault = `ou=vault-${secret},o=${hidden},${suffix}`
  const unit = `o=unit-${secret},${own}`
  const cell = `ou=cell-${secret},${unit}`

  const belowDomain: Role[] = ['domainAdministrator', 'groupAdministrator', 'user']
  const belowUnit: Role[] = ['groupAdministrator', 'user']
  const places: [name: string, domain: string, container: string, outsiders: Role[]][] = [
    ['a private domain', hidden, `o=${hidden},${suffix}`, belowDomain],
    ['a private group inside a private domain', hidden, vault, belowDomain],
    ['a private organization beside somebody’s group', inside, unit, belowUnit],
    ['a private group inside a private organization', inside, cell, belowUnit],
  ]
  const outsiders = places.flatMap(([name, , container, all]) =>
    all.map((role) => ({ name, container, role })),
  )

  /** One of each in the place: outsiders change none of it. */
  const secrets = new Map<string, Subject>()
  const secretIn = (container: string) =>
    secrets.get(container) ?? expect.fail(`nothing was made in ${container}`)
  /** Accounts that jobs of root change. */
  const workedOn: string[] = []
  /** What everybody has in the own scope. */
  const owned = new Map<Role, Subject>()
  const mine = (role: Role) => owned.get(role) ?? expect.fail(`${role} has nothing`)
  /** What each learns from lists, pickers and counts: before there was anything private, and later. */
  const shown = new Map<Role, string[][]>()
  let before = ''

  /** Lists, pickers and counts; each finds what is private by the name or the kind, if it finds it at all. */
  const looks: [OperationName, unknown][] = [
    ['directory.browse', {}],
    ['directory.list', {}],
    ['directory.list', { kind: 'any' }],
    ['directory.list', { at: `ou=group,${own}`, depth: 'sub', kind: 'any' }],
    ['directory.list', { text: secret, kind: 'any' }],
    ['directory.export', { format: 'csv' }],
    ['directory.export', { format: 'ldif', text: secret }],
    ['domain.list', {}],
    ['container.find', { text: secret }],
    ['container.show', { dn: `ou=group,${own}` }],
    ['role.list', {}],
    ['user.list', {}],
    ['alias.list', {}],
    ['alias.look', {}],
    ['member.find', { text: secret }],
    ['quota.list', {}],
    ['bulk.preview', { action: 'resume', selection: { matching: { kind: 'user' } } }],
    ['job.list', {}],
    ['retention.list', {}],
    ['posting.list', {}],
  ]

  beforeAll(async () => {
    for (const role of belowDomain) {
      const subject = await subjectIn('inside', role, named('entry.move'))
      const { login, container } = subject
      await asRoot('user.create', { container, login, password, lastName: 'Own', mailbox: false })
      owned.set(role, subject)
      await givePassword(role)
      await runLdapTool('ldapmodify', `dn: ${dns[role]}\nchangetype: modify\nreplace: pwdReset\n`)
    }
    await look()
    await asRoot('domain.create', { name: hidden, private: true })
    await makePlace('group', `o=${hidden},${suffix}`, vault)
    for (const [, domain, container] of places.slice(0, 2)) await makeSecrets(domain, container)
    await look()
    await makePlace('organization', own, unit)
    await makePlace('group', unit, cell)
    for (const [, domain, container] of places.slice(2)) await makeSecrets(domain, container)
    await look()
    before = await tree()
  }, 60_000)

  it.each(belowDomain)('is counted and listed nowhere for the %s', (role) => {
    const [first, withDomain, withUnit] = shown.get(role) ?? []
    expect(withDomain).toEqual(first)
    if (belowUnit.includes(role)) expect(withUnit).toEqual(first)
    else expect(withUnit).not.toEqual(first)
  })

  describe.each(outsiders)('$name, for the $role', ({ container, role }) => {
    const placed = operations.filter(({ name }) => !/^(self|session|service)\./.test(name))

    it.each(placed)('answers like what does not exist: $name', async ({ name }) => {
      const answers = await bothAnswers(role, container, (subject) => [name, inputs[name](subject)])
      expect(answers.secret).toEqual(answers.absent)
    })

    /** Something of one's own, with what is private named in it. */
    const references: [string, (subject: Subject) => [OperationName, unknown]][] = [
      ['a login as a member', ({ login }) => aliasWith(login)],
      ['an alias as a member', ({ alias }) => aliasWith(alias)],
      ['an address as a member', ({ login, domain }) => aliasWith(`${login}@${domain}`)],
      ['somebody responsible', ({ login }) => ['resource.create', { ...fresh('r'), responsible: login }]],
      ['a place to make a group in', ({ container, fresh }) => groupIn(container, fresh)],
      ['a place to move to', ({ container }) => ['entry.move', { dn: mine(role).person, to: container }]],
      ['a place to move a group to', ({ container }) => moveGroup(mine(role).place, container)],
      ['a domain to administer', ({ domain }) => administer(mine(role).login, domain)],
      ['a login in a job', ({ login }) => ['bulk.start', selected({ accounts: [{ login }] })]],
      ['a place of a job', ({ container }) => ['bulk.start', selected({ matching: { at: container } })]],
      ['the place of a list by its way', ({ domain }) => ['directory.list', { at: `${domain}/${secret}` }]],
      ['a name to find', ({ login }) => ['directory.list', { text: login }]],
      ['a place to find', ({ place }) => ['container.find', { text: nameOf(place) }]],
      ['a member to find', ({ login }) => ['member.find', { text: login }]],
    ]
    it.each(references)('is no more than what does not exist as %s', async (_what, ask) => {
      const answers = await bothAnswers(role, container, ask)
      expect(answers.secret).toEqual(answers.absent)
    })

    it('is not there over LDAP, whatever it is and whatever refers to it', async () => {
      const { login, alias } = secretIn(container)
      const account = `uid=${login},${container}`
      const kinds = ['smContact', 'smResource', 'smAlias', 'smContainer', 'smAccount']
      const parts = [
        ...kinds.map((kind) => `(objectClass=${kind})`),
        ...['member', 'owner', 'smManages', 'smLocal'].map((name) => `(${name}=${account})`),
        ...[`(mailLocalAddress=${alias})`, `(smManages=o=${hidden},${suffix})`, '(memberURL=*)'],
      ]
      const argv = ['-LLL', '-z', 'max', '-o', 'ldif-wrap=no', '-b', suffix, `(|${parts.join('')})`, '*', '+']
      const { code, stdout } = await ldapTool(instance, 'ldapsearch', bound(role), argv)
      expect(code).toBe(0)
      expect(stdout).toContain(dns[role])
      // A domain administrator sees other private places, and the own alias with an address that was typed.
      expect(stdout.toLowerCase()).not.toContain(container)
      if (role !== 'domainAdministrator') expect(stdout.toLowerCase()).not.toContain(secret)
    })

    it('is asked for over LDAP with the same answer as what does not exist', async () => {
      const told = async ({ login, container, person, thing, place, alias, domain }: Subject) => {
        const aliasDn = `cn=${alias.split('@')[0]},o=${domain},${suffix}`
        const answers: string[] = []
        for (const dn of [container, person, thing, place, `uid=${login},${container}`, aliasDn]) {
          const looked = await ldapTool(instance, 'ldapsearch', bound(role), ['-s', 'base', '-b', dn])
          const compared = await ldapTool(instance, 'ldapcompare', bound(role), [dn, 'objectClass:top'])
          answers.push(unnamed(`${looked.code} ${looked.stdout} ${compared.code} ${compared.stdout}`))
        }
        return answers
      }
      expect(await told(secretIn(container))).toEqual(await told(absentLike(secretIn(container))))
    })

    it('takes no change over LDAP', async () => {
      const codes = async (...changes: string[]) => {
        const { stderr } = await ldapTool(instance, 'ldapmodify', bound(role), ['-c'], changes.join(''))
        const answers = stderr.match(/(?<=^ldap_\w+: .* \()\d+(?=\)$)/gm)
        expect(answers).toHaveLength(changes.length)
        return [...new Set(answers)]
      }
      const dnsOf = ({ person, thing, place, container }: Subject) => [person, thing, place, container]
      const described = (dn: string) => ldif.set(dn, 'description', 'seen')
      const subject = secretIn(container)
      const { fresh } = subject
      const entry = { objectClass: ['inetOrgPerson', 'smContact'], cn: fresh, sn: fresh }
      const all = [
        ...dnsOf(subject).flatMap((dn) => [described(dn), ldif.move(dn, `cn=${fresh}`), ldif.remove(dn)]),
        ldif.add(`cn=${fresh},${container}`, entry),
        ldif.move(mine(role).person, `cn=${fresh}`, container),
      ]
      expect(await codes(...all)).toEqual(['50'])
      // A known limit: slapd asks for the right to know of an entry when somebody reads, and not when somebody writes.
      expect(await codes(...dnsOf(absentLike(subject)).map(described))).toEqual(['32'])
    })
  })

  it('is as it was after all that', async () => {
    expect(await tree()).toBe(before)
  })

  const insiders: [who: string, role: Role, domain: string, container: string][] = [
    ['the administrator', 'administrator', hidden, vault],
    ['the administrator of the domain around it', 'domainAdministrator', inside, cell],
  ]
  describe.each(insiders)('is there for %s', (_who, role, domain, container) => {
    const placed = operations.filter(
      ({ name }) => !/^(self|session|service|domain)\./.test(name) && !placeless.includes(name),
    )
    it.each(placed)('$name', async (operation) => {
      const subject = await subjectAt(domain, container, role, operation)
      const answer = await attempt(people[role] as Caller, operation, inputs[operation.name](subject))
      expect(answer).toBe(promised(grantOf(role, operation.name), 'inside', operation))
    })
  })

  async function makePlace(kind: 'group' | 'organization', parent: string, dn: string) {
    await asRoot('container.create', { kind, parent, name: nameOf(dn), private: true })
  }

  async function makeSecrets(domain: string, container: string): Promise<void> {
    const name = `${secret}${randomBytes(3).toString('hex')}`
    const [login, alias] = [`s${name}`, `a${name}@${domain}`]
    const { folder, kept } = await addMailbox(container, login, true)
    await asRoot('user.setFile', { login, kind: 'photo', content: JPEG })
    await asRoot('contact.create', { container, lastName: `c${name}` })
    await asRoot('resource.create', { container, name: `r${name}`, responsible: login })
    await asRoot('container.create', { kind: 'group', parent: container, name: `g${name}` })
    // Those of a public domain stand in it, in sight.
    if (domain === hidden) await asRoot('alias.create', { address: alias, members: [login] })
    const job = await jobAbout(container, `j${name}`)
    secrets.set(container, {
      ...{ domain, container, login, alias, fresh: `n${name}`, emptyDomain: domain },
      ...{ place: `ou=g${name},${container}`, person: `cn=c${name},${container}` },
      ...{ thing: `cn=r${name},${container}`, job },
      ...{ folder, kept, rule: await idOf('retention.set', oldMailOf(login)) },
      opening: await idOf('posting.set', { login, folder: 'Plans' }),
      id: await idOf('user.show', { login }),
    })
  }

  /** A job about somebody of its own: the worker of another file may do it at any time. */
  async function jobAbout(container: string, login: string): Promise<string> {
    await asRoot('user.create', { container, login, password, lastName: login, mailbox: false })
    workedOn.push(login)
    const job = await asRoot('bulk.start', { action: 'resume', selection: { accounts: [{ login }] } })
    return (job as { id: string }).id
  }

  /** Without the order of what has equal names, and the name that a list is kept under. */
  async function wholeOf(value: unknown): Promise<unknown> {
    if (!value || typeof value !== 'object' || Array.isArray(value)) return value
    const { rows, text, list, ...rest } = value as Record<string, unknown>
    const all: string[] = []
    for await (const row of (rows ?? text ?? []) as AsyncIterable<unknown>) all.push(JSON.stringify(row))
    return { ...rest, all: all.sort() }
  }

  async function look(): Promise<void> {
    for (const role of belowDomain) {
      const answers: string[] = []
      for (const [name, input] of looks) answers.push(await answer(role, name, input))
      shown.set(role, [...(shown.get(role) ?? []), answers])
    }
  }

  /** The same with names that nothing has. */
  function absentLike(subject: Subject): Subject {
    const names = JSON.stringify(subject).replaceAll(secret, `absent${tag}`)
    return { ...(JSON.parse(names) as Subject), job: 'absent', rule: 'absent' }
  }

  /** Without what tells the two apart because it was asked. */
  function unnamed(text: string): string {
    return text
      .replaceAll(secret, 'X')
      .replaceAll(`absent${tag}`, 'X')
      .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, 'id')
  }

  async function bothAnswers(
    role: Role,
    container: string,
    ask: (subject: Subject) => [OperationName, unknown],
  ) {
    const real = secretIn(container)
    return { secret: await answer(role, ...ask(real)), absent: await answer(role, ...ask(absentLike(real))) }
  }

  /** All that somebody learns from an answer. */
  async function answer(role: Role, name: OperationName, input: unknown): Promise<string> {
    try {
      const value = await perform(people[role] as Caller, named(name), input)
      // What was made is told by its name alone, which differs.
      return name.endsWith('.create') ? 'done' : unnamed(JSON.stringify(await wholeOf(value)))
    } catch (error) {
      if (!isConsoleError(error)) throw error
      const { kind, code, values, fields } = error
      return unnamed(JSON.stringify({ kind, code, values, fields }))
    }
  }

  const nameOf = (dn: string) => dn.slice(dn.indexOf('=') + 1, dn.indexOf(','))
  const bound = (role: Role) => ({ dn: dns[role] ?? '', password })
  const random = () => randomBytes(4).toString('hex')
  const fresh = (letter: string) => ({ container: inside, name: `${letter}${random()}` })
  const aliasWith = (member: string): [OperationName, unknown] => [
    'alias.create',
    { address: `a${random()}@${inside}`, members: [member] },
  ]
  const groupIn = (parent: string, name: string): [OperationName, unknown] => [
    'container.create',
    { kind: 'group', parent, name },
  ]
  const moveGroup = (dn: string, parent: string): [OperationName, unknown] => [
    'container.move',
    { dn, parent },
  ]
  const administer = (login: string, domain: string): [OperationName, unknown] => [
    'role.set',
    { login, role: 'domainAdministrator', domains: [domain] },
  ]
  const selected = (selection: object) => ({ action: 'resume', selection })

  /** Everything that is private, as ldapsearch shows it to root; whether jobs were done is not what this is about. */
  async function tree(): Promise<string> {
    const parts = [`o=${hidden},${suffix}`, unit].map((dn) => `(entryDN:dnSubtreeMatch:=${dn})`)
    const filter = `(&(|${parts.join('')})(!(|${workedOn.map((login) => `(uid=${login})`).join('')})))`
    const argv = ['-LLL', '-o', 'ldif-wrap=no', '-b', suffix, filter, '*', '+']
    // slapd gives them in the order that costs it least, which what is elsewhere may change.
    return (await runLdapTool('ldapsearch', '', argv))
      .trim()
      .split(/\n{2,}/)
      .sort()
      .join('\n\n')
  }
})
