/** Where mail goes when a directory entry says so: forwarded, to a group, to who looks after a room, or back. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { callAgent } from '@/lib/adapters/agent'
import { readSecret } from '../instance'
import { mustRun } from '../program'
import { groupMembersUrl } from '../slapd/schema'
import { imapTalk, mailQueue, runLdapTool, sendMail, testInstance } from '../testing'
import { until } from '../until'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `routing-${tag}.example`
const other = `elsewhere-${tag}.example`
const password = 'a password of somebody'
const cyrusAdmin = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
const place = (name = domain) => `o=${name},${instance.suffix}`
const sales = `ou=Sales & more,${place()}`
const teams = `ou=Teams,${sales}`
const sender = 'somebody@outside.test'

beforeAll(async () => {
  for (const name of [domain, other]) {
    await add(place(name), {
      objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
      ...{ o: name, associatedDomain: name },
    })
  }
  for (const dn of [sales, teams]) {
    await add(dn, {
      objectClass: ['organizationalUnit', 'smContainer'],
      ...{ smGroupId: `${dn === sales ? 'sales' : 'teams'}-${tag}` },
      memberURL: groupMembersUrl(dn, instance.suffix),
    })
  }
})

describe('mail to an account that forwards', () => {
  it('goes on and leaves no copy behind', async () => {
    const [from, to] = [await account('f1'), await account('f2', { where: place(other) })]
    await change(from, { smForwardingAddress: at('f2', other) })
    const subject = await send(at('f1'))
    expect(await copies('f2', subject)).toBe(1)
    expect(await copies('f1', subject)).toBe(0)
    expect(to).toContain(other)
  })

  it('goes on to several and into the mailbox when a copy is kept, each once', async () => {
    const from = await account('k1')
    for (const name of ['k2', 'k3']) await account(name)
    await change(from, { smForwardingAddress: [at('k2'), at('k3')], smForwardingKeepsCopy: 'TRUE' })
    await change(from, { mailLocalAddress: [at('k1'), at('k1-too')] })
    const subject = await send(at('k1-too'))
    for (const name of ['k1', 'k2', 'k3']) expect(await copies(name, subject), name).toBe(1)
    await nothingWaits(subject)
  })

  it('goes on without a mailbox, also when a copy is to be kept', async () => {
    await account('n2')
    const keeps = { smForwardingAddress: at('n2'), smForwardingKeepsCopy: 'TRUE' }
    await account('n1', { more: { smMailbox: 'FALSE', ...keeps } })
    expect(await copies('n2', await send(at('n1')))).toBe(1)
  })

  it('goes on to outside', async () => {
    // Nothing listens there, so that it waits in the queue.
    const outside = `o1-${tag}@[127.0.0.9]`
    await account('o1', { more: { smForwardingAddress: outside } })
    await send(at('o1'))
    const waiting = async () => (await mailQueue()).find((mail) => JSON.stringify(mail).includes(outside))
    expect(await until(async () => (await waiting()) !== undefined, 30_000)).toBe(true)
    const { paths } = instance
    await mustRun('postfix', 'postsuper', [
      '-c',
      paths.postfixConfig,
      '-d',
      (await waiting())?.queue_id ?? '',
    ])
  })

  it('goes in no circle when two forward to each other and keep copies', async () => {
    const [one, two] = [await account('c1'), await account('c2')]
    await change(one, { smForwardingAddress: at('c2'), smForwardingKeepsCopy: 'TRUE' })
    await change(two, { smForwardingAddress: at('c1'), smForwardingKeepsCopy: 'TRUE' })
    const subject = await send(at('c1'))
    for (const name of ['c1', 'c2']) expect(await copies(name, subject), name).toBe(1)
    const back = await send(at('c2'))
    for (const name of ['c1', 'c2']) expect(await copies(name, back), name).toBe(1)
    await change(two, { smForwardingKeepsCopy: 'FALSE' })
    const half = await send(at('c2'))
    expect(await copies('c1', half)).toBe(1)
    expect(await copies('c2', half)).toBe(0)
  })

  it('is taken back for now when two forward to each other and keep nothing', async () => {
    const [one, two] = [await account('e1'), await account('e2')]
    await change(one, { smForwardingAddress: at('e2') })
    await change(two, { smForwardingAddress: at('e1') })
    const { stdout } = await sendMail({ to: at('e1'), from: sender, subject: `endless ${tag}` })
    expect(stdout).toMatch(/<\*\* 451 4\./)
    expect(JSON.stringify(await mailQueue())).not.toContain(at('e1'))
  })
})

describe('a container as a member of an alias', () => {
  it('stands for all accounts below it, now and later, each once', async () => {
    const first = await account('g1', { where: sales })
    await account('g2', { where: teams })
    await account('g3')
    await alias('inner', { member: [teams, first] })
    await alias('everybody', { member: [sales, teams, `cn=inner,${place()}`, first] })
    const subject = await send(at('everybody'))
    for (const name of ['g1', 'g2']) expect(await copies(name, subject), name).toBe(1)
    expect(await copies('g3', subject)).toBe(0)
    await account('g4', { where: teams })
    const later = await send(at('everybody'))
    for (const name of ['g1', 'g2', 'g4']) expect(await copies(name, later), name).toBe(1)
  })

  it('leaves out who has no mailbox or refuses mail, and reaches private people', async () => {
    const silent = `ou=Silent,${place()}`
    await add(silent, {
      objectClass: ['organizationalUnit', 'smContainer'],
      ...{ memberURL: groupMembersUrl(silent, instance.suffix), smPrivate: 'TRUE' },
    })
    const refresh = { also: [], settled: [] }
    await callAgent(instance.paths.agentSocket, 'directory.refreshAccess', refresh)
    await account('p1', { where: silent })
    await account('p2', { where: silent, more: { smMailbox: 'FALSE' } })
    await account('p3', { where: silent, more: { smAccountStatus: 'suspended', smRefusesMail: 'TRUE' } })
    await account('p4', { where: silent, more: { smAccountStatus: 'suspended' } })
    await alias('silent', { member: silent })
    const subject = await send(at('silent'))
    expect(await copies('p1', subject)).toBe(1)
    await change(`uid=p4-${tag},${silent}`, { smAccountStatus: 'active' })
    expect(await copies('p4', subject)).toBe(1)
    await nothingWaits(subject)
    expect(await copies('p1', await send(at('p1')))).toBe(1)
    // Nothing came back to the sender.
    expect(JSON.stringify(await mailQueue())).not.toContain(sender)
  })
})

it('mail to a room reaches who looks after it', async () => {
  const keeper = await account('r1')
  await add(`cn=Projector,${place()}`, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smResource'],
    ...{ sn: 'Projector', smResourceKind: 'equipment', member: keeper },
    ...{ mail: at('projector'), mailLocalAddress: at('projector') },
  })
  expect(await copies('r1', await send(at('projector')))).toBe(1)
})

describe('an address that an account had in another domain', () => {
  /** An account in the other domain whose primary address is one of the first, as an alias there says. */
  async function brought(name: string, more: Values = {}): Promise<string> {
    const dn = await account(name, { where: place(other), more })
    await alias(name, { objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'], member: dn })
    await change(dn, { mail: at(name) })
    return dn
  }

  it('gets mail once, in the mailbox and where it is forwarded to', async () => {
    await account('b2')
    const dn = await brought('b1')
    const both = async (subject: string) => [await copies('b1', subject), await copies('b2', subject)]
    expect(await both(await send(at('b1')))).toEqual([1, 0])
    await change(dn, { mailLocalAddress: [at('b1', other), at('b1-too', other)] })
    expect(await both(await send(at('b1')))).toEqual([1, 0])
    await change(dn, { smForwardingAddress: at('b2'), smForwardingKeepsCopy: 'TRUE' })
    expect(await both(await send(at('b1')))).toEqual([1, 1])
    await change(dn, { smForwardingKeepsCopy: 'FALSE' })
    expect(await both(await send(at('b1')))).toEqual([0, 1])
    await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: delete\n`)
    expect((await sendMail({ to: at('b1'), from: sender })).stdout).toMatch(/550 5\.1\.1/)
  })

  it('gets mail once as a member of a group and of aliases', async () => {
    const moved = `ou=Moved,${place(other)}`
    await add(moved, {
      objectClass: ['organizationalUnit', 'smContainer'],
      memberURL: groupMembersUrl(moved, instance.suffix),
    })
    const dn = await account('m1', { where: moved, more: { mailLocalAddress: at('m1', other) } })
    await alias('m1', { objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'], member: dn })
    await alias('one', { member: dn })
    await alias('many', { member: [moved, dn, `cn=one,${place()}`, `cn=m1,${place()}`] })
    for (const to of [at('one'), at('many')]) expect(await copies('m1', await send(to)), to).toBe(1)
  })

  it('is the sender of this account alone', async () => {
    await brought('w1')
    await account('w2', { where: place(other) })
    const sends = (name: string) =>
      sendMail({ to: at('w2', other), from: at('w1'), as: { login: `${name}-${tag}`, password } })
    expect((await sends('w1')).stdout).not.toMatch(/not owned by user/)
    expect((await sends('w1')).code).toBe(0)
    expect((await sends('w2')).stdout).toMatch(/553 5\.7\.1 .*not owned by user/)
  })

  it('is not taken by an entry of the other domain, whatever it says of itself', async () => {
    const thief = await account('t1', { where: place(other) })
    await add(`cn=t2,${place(other)}`, {
      objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
      ...{ mail: at('t2'), mailLocalAddress: at('t2'), member: thief },
    })
    expect((await sendMail({ to: at('t2'), from: sender })).stdout).toMatch(/550 5\.1\.1/)
    const sent = await sendMail({
      ...{ to: at('t1', other), from: at('t2') },
      as: { login: `t1-${tag}`, password },
    })
    expect(sent.stdout).toMatch(/553 5\.7\.1/)
  })
})

describe('mail to a suspended account', () => {
  it('is refused with 550 when the account refuses it, its forwarding too, and taken again afterwards', async () => {
    const dn = await account('s1')
    await change(dn, { smAccountStatus: 'suspended', smRefusesMail: 'TRUE' })
    const refused = async () => (await sendMail({ to: at('s1'), from: sender })).stdout
    expect(await refused()).toMatch(/550 5\.1\.1/)
    await change(dn, { smForwardingAddress: at('g1') })
    expect(await refused()).toMatch(/550 5\.1\.1/)
    await change(dn, { smAccountStatus: 'active', smForwardingAddress: [] })
    expect(await copies('s1', await send(at('s1')))).toBe(1)
  })
})

it('mail to a contact is no business of this server', async () => {
  await add(`cn=Acme,${place()}`, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smContact'],
    ...{ sn: 'Acme', mail: 'info@acme.test', mailLocalAddress: at('acme') },
  })
  expect((await sendMail({ to: at('acme'), from: sender })).stdout).toMatch(/550 5\.1\.1/)
})

function at(name: string, where = domain): string {
  return `${name}-${tag}@${where}`
}

type Values = Record<string, string | string[]>

const lines = (values: Values) =>
  Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\n`))

async function add(dn: string, values: Values): Promise<void> {
  await runLdapTool('ldapadd', `dn: ${dn}\n${lines(values).join('')}`)
}

async function change(dn: string, values: Values): Promise<void> {
  const parts = Object.entries(values).map(
    ([name, value]) => `replace: ${name}\n${lines({ [name]: value }).join('')}-\n`,
  )
  await runLdapTool('ldapmodify', `dn: ${dn}\nchangetype: modify\n${parts.join('')}`)
}

/** Adds an account with its mailbox and gives its DN. */
async function account(name: string, { where = place(), more = {} as Values } = {}): Promise<string> {
  const login = `${name}-${tag}`
  const dn = `uid=${login},${where}`
  const address = at(name, where === place(other) ? other : domain)
  await add(dn, {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    ...{ uid: login, cn: login, sn: login, mail: address, mailLocalAddress: address },
    ...{ smAccountStatus: 'active', smMailbox: 'TRUE', userPassword: password, ...more },
  })
  const [, made] = await imapTalk(cyrusAdmin, [`CREATE user/${login}`])
  expect(made).toContain(' OK ')
  return dn
}

async function alias(name: string, values: Values): Promise<void> {
  await add(`cn=${name},${place()}`, {
    objectClass: ['smAlias', 'inetLocalMailRecipient'],
    mailLocalAddress: at(name),
    ...values,
  })
}

/** Sends a message and gives its subject. */
async function send(to: string): Promise<string> {
  const subject = `routing ${tag} ${randomBytes(4).toString('hex')}`
  const { code, stdout } = await sendMail({ to, from: sender, subject })
  expect(code, stdout).toBe(0)
  await nothingWaits(subject)
  return subject
}

async function nothingWaits(subject: string): Promise<void> {
  const isEmpty = async () => (await mailQueue()).every((mail) => !JSON.stringify(mail).includes(domain))
  expect(await until(isEmpty, 30_000), subject).toBe(true)
}

/** How often the message is in the INBOX, once the queue has nothing for it any more. */
async function copies(name: string, subject: string): Promise<number> {
  const who = { login: `${name}-${tag}`, password }
  const [, selected, found = ''] = await imapTalk(who, ['SELECT INBOX', `SEARCH HEADER SUBJECT "${subject}"`])
  expect(selected).toContain(' OK ')
  return (/^\* SEARCH(.*)/m.exec(found)?.[1] ?? '').trim().split(' ').filter(Boolean).length
}
