/** Changes of many accounts on real servers, cut off in the middle by kill -9 and by servers that go away. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { createContainer, createDomain, createUser, setRole, showUser } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { cancelJob, listJobs, previewBulk, resumeJob, showJob, startBulk } from '.'
import { runJobs } from './run'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `bulk-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }
const many = Array.from({ length: 60 }, (_, i) => `m${i}-${tag}`)

beforeAll(async () => {
  await perform(root, createDomain, { name: domain })
  await addAccounts(top, many)
})

async function addAccounts(container: string, logins: string[]) {
  const entries = logins.map((login) =>
    [
      `dn: uid=${login},${container}`,
      ...['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'].map((name) => `objectClass: ${name}`),
      `uid: ${login}`,
      `cn: Many ${login}`,
      `sn: Many`,
      `mail: ${login}@${domain}`,
      `mailLocalAddress: ${login}@${domain}`,
      `smMailbox: FALSE`,
      '',
    ].join('\n'),
  )
  await runLdapTool('ldapadd', entries.join('\n'))
}

async function person(login: string, container = domain): Promise<Caller> {
  const draft = { container, login, password: 'jobs to do 12', lastName: login, mailbox: false }
  await perform(root, createUser, { ...draft, mustChangePassword: false })
  const { id } = await perform(root, showUser, { login })
  return { kind: 'person', id, face: 'web', address: '192.0.2.11' }
}

const statusOf = (login: string) => ldapValues(`uid=${login},${top}`, 'smAccountStatus')
const suspendAll = { action: 'suspend', selection: { logins: many } } as const

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isConsoleError(error) ? error.code : String(error)
}

describe('a change of many accounts', () => {
  it('is counted first, with those it cannot be done to', async () => {
    const caller = await person(`chief-${tag}`)
    await perform(root, setRole, { login: `chief-${tag}`, role: 'domainAdministrator', domains: [domain] })
    const matching = { at: top, text: tag }
    const preview = await perform(caller, previewBulk, { action: 'suspend', selection: { matching } })
    expect(preview.total).toBe(many.length)
    expect(preview.exceptions).toEqual([
      { login: `chief-${tag}`, name: `chief-${tag}`, code: 'account.self' },
    ])
  })

  it('is done to each, is in the audit log for each, and ends', async () => {
    const { id, total } = await perform(root, startBulk, suspendAll)
    expect(total).toBe(many.length)
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({
      state: 'done',
      counts: { done: many.length },
    })
    for (const login of many) expect(await statusOf(login)).toEqual(['suspended'])
    const records = await connections().database.intent.findMany({ where: { job: { startsWith: id } } })
    expect(records).toHaveLength(many.length)
    await perform(root, startBulk, { action: 'resume', selection: { matching: { at: top, text: tag } } })
    await runJobs()
    for (const login of many) expect(await statusOf(login)).toEqual(['active'])
  })

  it('is cancelled and goes on where it was', async () => {
    const { id } = await perform(root, startBulk, suspendAll)
    await perform(root, cancelJob, { id })
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'cancelled', counts: { done: 0 } })
    await perform(root, resumeJob, { id })
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({
      state: 'done',
      counts: { done: many.length },
    })
  })

  it('does nothing that the person may no longer do', async () => {
    const login = `was-chief-${tag}`
    const caller = await person(login)
    await perform(root, setRole, { login, role: 'domainAdministrator', domains: [domain] })
    const { id } = await perform(caller, startBulk, { ...suspendAll, action: 'resume' })
    await perform(root, setRole, { login, role: 'user' })
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job.counts).toMatchObject({ done: 0, failed: many.length })
    expect(job.problems[0]).toMatchObject({ name: many[0], code: 'access.denied' })
  })

  it('is there for the person who started it, and for administrators of everything', async () => {
    const { dn } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Group' })
    const caller = await person(`local-${tag}`, dn)
    await perform(root, setRole, { login: `local-${tag}`, role: 'groupAdministrator' })
    const { id } = await perform(root, startBulk, { ...suspendAll, action: 'resume' })
    expect(await code(perform(caller, showJob, { id }))).toBe('access.notFound')
    expect(await perform(caller, listJobs, {})).toEqual([])
    expect(await code(perform(caller, startBulk, suspendAll))).toBe('access.notFound')
    await runJobs()
  })

  it('tells of a quota that is none before anything is done', async () => {
    const wrong = { action: 'quota', options: { quota: 'lots' }, selection: { logins: many } } as const
    expect(await code(perform(root, startBulk, wrong))).toBe('input.invalid')
  })
})
