/** Changes of many accounts on real servers, cut off in the middle by kill -9 and by servers that go away. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { withOwnDatabase } from '@/lib/access/testing'
import {
  createContainer,
  createDomain,
  createUser,
  listEntries,
  setRole,
  showUser,
  updateUser,
} from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { applyAclBelow, createFolder, previewAclBelow } from '@/lib/folders'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { cancelJob, listJobs, previewBulk, resumeJob, showJob, startBulk } from '.'
import { runJobs } from './run'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `bulk-${tag}.example`
const top = `o=${domain},${instance.suffix}`
const root: Caller = { kind: 'root' }
const password = 'jobs to do 12'
const many = Array.from({ length: 60 }, (_, i) => `m${i}-${tag}`)

withOwnDatabase()
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
  const draft = { container, login, password, lastName: login, mailbox: false }
  await perform(root, createUser, { ...draft, mustChangePassword: false })
  const { id } = await perform(root, showUser, { login })
  return { kind: 'person', id, face: 'web', address: '192.0.2.11' }
}

const statusOf = (login: string) => ldapValues(`uid=${login},${top}`, 'smAccountStatus')
const suspendAll = { action: 'suspend', selection: { accounts: many.map((login) => ({ login })) } } as const

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
    const selection = { matching: { at: top, text: tag } }
    const { dn: to } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'To' })
    for (const [action, options] of [
      ...(['suspend', 'resume', 'delete'] as const).map((action) => [action, {}] as const),
      ['webClient', { allowed: true }],
      ['move', { to }],
    ] as const) {
      const preview = await perform(caller, previewBulk, { action, options, selection })
      expect(preview.total, action).toBe(many.length)
      expect(preview.exceptions, action).toEqual([
        {
          id: expect.any(String),
          login: `chief-${tag}`,
          name: `chief-${tag}`,
          code: 'account.self',
          values: {},
        },
      ])
    }
  })

  it('is of those that have the words, not of those that only sound so', async () => {
    const place = { kind: 'group', parent: domain, name: 'Sounds' } as const
    const { dn: at } = await perform(root, createContainer, place)
    await addAccounts(at, [`lee-${tag}`, `lou-${tag}`, `maler-${tag}`, `mahler-${tag}`])
    const named = `cn: Müller\n-\nreplace: displayName\ndisplayName: Frau Müller\n`
    for (const [login, change] of [
      [`lee-${tag}`, 'cn: Lee\n'],
      [`lou-${tag}`, 'cn: Lou\n'],
      [`maler-${tag}`, named],
      [`mahler-${tag}`, 'cn: Mahler\n'],
    ])
      await runLdapTool('ldapmodify', `dn: uid=${login},${at}\nchangetype: modify\nreplace: cn\n${change}`)
    const listed = async (text: string) => (await perform(root, listEntries, { at, text })).total
    const counted = async (text: string) => {
      const selection = { matching: { at, text } }
      return (await perform(root, previewBulk, { action: 'suspend', selection })).total
    }
    for (const text of ['lee', 'muller', 'FRAU MÜLLER']) expect(await counted(text), text).toBe(1)
    for (const text of ['lee', 'muller', 'FRAU MÜLLER']) expect(await listed(text), text).toBe(1)
    // slapd gives those that sound so too, or the others would prove nothing.
    const alike = await runLdapTool('ldapsearch', '', ['-LLL', '-b', at, '(cn~=muller)', '1.1'])
    expect(alike.match(/^dn:/gm)).toHaveLength(2)
    expect(await counted('sounds')).toBe(0)

    await perform(root, startBulk, { action: 'suspend', selection: { matching: { at, text: 'muller' } } })
    await runJobs()
    const status = (login: string) => ldapValues(`uid=${login},${at}`, 'smAccountStatus')
    expect(await status(`maler-${tag}`)).toEqual(['suspended'])
    expect(await status(`mahler-${tag}`)).toEqual([])
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

  it('is cancelled in the middle, changes nobody meanwhile, and does the others once when it goes on', async () => {
    const { id } = await perform(root, startBulk, { ...suspendAll, action: 'resume' })
    const { database } = connections()
    const isDone = { jobId: id, state: 'done' }
    const running = runJobs()
    await expect
      .poll(() => database.jobItem.count({ where: isDone }), { interval: 5, timeout: 30_000 })
      .toBeGreaterThan(3)
    await perform(root, cancelJob, { id })
    await running
    const stopped = await perform(root, showJob, { id })
    expect(stopped).toMatchObject({ state: 'cancelled', counts: { failed: 0 } })
    expect(stopped.counts.done).toBeLessThan(many.length)
    const states = await Promise.all(many.map(statusOf))
    expect(states.filter(([state]) => state === 'active')).toHaveLength(stopped.counts.done)
    await runJobs()
    expect((await perform(root, showJob, { id })).counts).toEqual(stopped.counts)
    await perform(root, resumeJob, { id })
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({
      ...{ state: 'done', counts: { done: many.length, failed: 0 } },
    })
    for (const login of many) expect(await statusOf(login)).toEqual(['active'])
    const records = await database.intent.findMany({ where: { job: { startsWith: id } } })
    expect(new Set(records.map(({ job }) => job)).size).toBe(many.length)
    expect(records).toHaveLength(many.length)
  })

  it('lets others have their turn while it is long', async () => {
    const long = await perform(root, startBulk, suspendAll)
    const short = await perform(root, startBulk, {
      ...suspendAll,
      ...{ action: 'webClient', options: { allowed: false }, selection: { accounts: [{ login: many[7] }] } },
    } as const)
    await runJobs()
    const { database } = connections()
    const done = (id: string) =>
      database.intent.findMany({ where: { job: { startsWith: id } }, orderBy: { at: 'asc' } })
    const [records, [other]] = [await done(long.id), await done(short.id)]
    // Each once and in order, with the other in between.
    expect(records.map(({ job }) => job)).toEqual(many.map((_, at) => `${long.id}:${at}`))
    const before = records.filter(({ at }) => other && at < other.at).length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(many.length)
    await perform(root, startBulk, { ...suspendAll, action: 'resume' })
    await runJobs()
  })

  it('says that a change which was cut off is settled first', async () => {
    const selection = { accounts: [{ login: many[3] ?? '' }] }
    const { id } = await perform(root, startBulk, { action: 'resume', selection })
    await runJobs()
    const { database } = connections()
    const [record] = await database.intent.findMany({ where: { job: `${id}:0` } })
    const where = { id: record?.id ?? '' }
    await database.intent.update({ where, data: { state: 'stuck' } })
    await database.jobItem.updateMany({ where: { jobId: id }, data: { state: 'begun' } })
    await database.job.update({ where: { id }, data: { state: 'running' } })
    expect(await code(runJobs())).toBe('job.settling')
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'running', trouble: 'job.settling' })
    await database.intent.update({ where, data: { state: 'done' } })
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'done', counts: { done: 1 } })
    expect(await database.intent.count({ where: { job: `${id}:0` } })).toBe(1)
  })

  /** Deletes an account outside the console, and makes another one of the same login if wished. */
  async function replace(login: string, dn: string, next = true) {
    await runLdapTool('ldapdelete', '', [dn])
    if (next) await addAccounts(dn.slice(dn.indexOf(',') + 1), [login])
  }

  it('is done to no other account that has got the login meanwhile', async () => {
    const inside = { kind: 'group', parent: domain } as const
    const [{ dn: here }, { dn: there }] = [
      await perform(root, createContainer, { ...inside, name: 'Here' }),
      await perform(root, createContainer, { ...inside, name: 'There' }),
    ]
    const options = {
      ...{ suspend: {}, resume: {}, quota: { quota: '1 GB' }, webClient: { allowed: false } },
      ...{ move: { to: there }, delete: {} },
    }
    const ways = Object.keys(options) as (keyof typeof options)[]
    for (const action of ways) {
      const [next, none] = [`next-${action.toLowerCase()}-${tag}`, `none-${action.toLowerCase()}-${tag}`]
      await addAccounts(here, [next, none])
      const dn = `uid=${next},${here}`
      if (action === 'quota')
        for (const login of [next, none])
          await runLdapTool(
            'ldapmodify',
            `dn: uid=${login},${here}\nchangetype: modify\nreplace: smMailbox\nsmMailbox: TRUE\n`,
          )
      const selection = { matching: { at: here } }
      const { id } = await perform(root, startBulk, { action, options: options[action], selection })
      await replace(next, dn)
      await replace(none, `uid=${none},${here}`, false)
      const before = await runLdapTool('ldapsearch', '', ['-LLL', '-s', 'base', '-b', dn, '*', '+'])
      await runJobs()
      const job = await perform(root, showJob, { id })
      expect(job, action).toMatchObject({ counts: { done: 0, failed: 2 } })
      expect(job.problems, action).toMatchObject([
        { name: next, code: 'bulk.another' },
        { name: none, code: 'bulk.gone' },
      ])
      expect(await runLdapTool('ldapsearch', '', ['-LLL', '-s', 'base', '-b', dn, '*', '+'])).toBe(before)
      await runLdapTool('ldapdelete', '', [dn])
    }
  })

  it('leaves out and names those marked whose login is that of others by now', async () => {
    const { dn: at } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Marks' })
    const logins = ['kept', 'next', 'none'].map((name) => `${name}-${tag}`)
    const [kept = '', next = '', none = ''] = logins
    await addAccounts(at, logins)
    const shown = await perform(root, listEntries, { at })
    const accounts = shown.rows.map(({ id, login }) => ({ id, login }))
    await replace(next, `uid=${next},${at}`)
    await replace(none, `uid=${none},${at}`, false)
    const bulk = { action: 'delete', selection: { accounts } } as const
    const preview = await perform(root, previewBulk, bulk)
    expect(preview).toMatchObject({ total: 1, exceptionsTotal: 2 })
    expect(preview.exceptions.map(({ login, code }) => [login, code])).toEqual([
      [next, 'bulk.another'],
      [none, 'bulk.gone'],
    ])
    const { id } = await perform(root, startBulk, bulk)
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ counts: { done: 1, skipped: 2 } })
    expect(await ldapValues(`uid=${next},${at}`, 'uid')).toEqual([next])
    await expect(ldapValues(`uid=${kept},${at}`, 'uid')).rejects.toThrow('No such object')
  })

  it('is done to exactly those that were counted, or not started', async () => {
    const { dn: at } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Seen' })
    const [first, second, third] = ['seen-a', 'seen-b', 'seen-c'].map((name) => `${name}-${tag}`) as [
      string,
      string,
      string,
    ]
    await addAccounts(at, [first, second])
    const bulk = { action: 'delete', selection: { matching: { at } } } as const
    const { seen } = await perform(root, previewBulk, bulk)
    const jobs = await perform(root, listJobs, {})
    await addAccounts(at, [third])
    expect(await code(perform(root, startBulk, { ...bulk, seen }))).toBe('bulk.changed')
    await runLdapTool('ldapdelete', '', [`uid=${second},${at}`])
    expect(await code(perform(root, startBulk, { ...bulk, seen }))).toBe('bulk.changed')
    // As many, and others.
    await runLdapTool('ldapdelete', '', [`uid=${first},${at}`])
    await addAccounts(at, [first])
    expect(await code(perform(root, startBulk, { ...bulk, seen }))).toBe('bulk.changed')
    expect(await perform(root, listJobs, {})).toEqual(jobs)
    const now = await perform(root, previewBulk, bulk)
    expect(now.total).toBe(2)
    const { id } = await perform(root, startBulk, { ...bulk, seen: now.seen })
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'done', counts: { done: 2 } })
  })

  it('names those that a place has no room for, before and after', async () => {
    const [small, wide] = [`small-${tag}.example`, `wide-${tag}.example`]
    await perform(root, createDomain, { name: small, maxAccounts: '2' })
    await perform(root, createDomain, { name: wide })
    const { dn: at } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Go' })
    const logins = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `go-${name}-${tag}`)
    const [, second = '', third = '', fourth = '', fifth = '', last = ''] = logins
    await addAccounts(at, logins)
    const taken = { login: `holds-${tag}`, address: `${second}@${small}`, lastName: 'Holds', mailbox: false }
    await perform(root, createUser, { container: small, password, ...taken })
    await perform(root, updateUser, { login: third, forwarding: { to: `${third}@${small}` } })
    await perform(root, setRole, { login: fourth, role: 'groupAdministrator' })
    const bulk = { action: 'move', options: { to: small }, selection: { matching: { at } } } as const
    const preview = await perform(root, previewBulk, bulk)
    const reasons = [
      [second, 'address.taken.named', { address: `${second}@${small}` }],
      [third, 'address.loop.named', { name: third, address: `${third}@${small}` }],
      [fourth, 'role.livesThere', { name: fourth, place: 'Go' }],
      [fifth, 'limit.accounts', { max: 2, present: 2 }],
      [last, 'limit.accounts', { max: 2, present: 2 }],
    ]
    expect(preview).toMatchObject({ total: 1, exceptionsTotal: 5 })
    expect(preview.exceptions.map(({ login, code, values }) => [login, code, values])).toEqual(reasons)
    const { id } = await perform(root, startBulk, bulk)
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ outcome: 'done', counts: { done: 1, skipped: 5 } })
    expect(job.problems.map(({ name, code, values }) => [name, code, values])).toEqual(reasons)

    // What was in the way only later fails for the same reasons, in the same words.
    const rest = { accounts: [{ login: fifth }, { login: last }] }
    const late = await perform(root, startBulk, { ...bulk, options: { to: wide }, selection: rest })
    for (const login of [fifth, last]) {
      const held = { login: `x-${login}`, address: `${login}@${wide}`, lastName: 'X', mailbox: false }
      await perform(root, createUser, { container: wide, password, ...held })
    }
    await runJobs()
    const failed = await perform(root, showJob, { id: late.id })
    expect(failed).toMatchObject({ state: 'done', outcome: 'failed', counts: { done: 0, failed: 2 } })
    expect(failed.problems.map(({ code, values }) => [code, values])).toEqual(
      [fifth, last].map((login) => ['address.taken.named', { address: `${login}@${wide}` }]),
    )
    const nowhere = { ...bulk, options: { to: `no-${wide}` } }
    const unknown = { fields: [{ field: 'to', code: 'access.notFound' }] }
    await expect(perform(root, previewBulk, nowhere)).rejects.toMatchObject(unknown)
    await expect(perform(root, startBulk, nowhere)).rejects.toMatchObject(unknown)
  })

  it('moves those whom another program made without an address', async () => {
    const other = `bare-${tag}.example`
    await perform(root, createDomain, { name: other })
    const { dn: at } = await perform(root, createContainer, { kind: 'group', parent: domain, name: 'Bare' })
    const logins = ['a', 'b'].map((name) => `bare-${name}-${tag}`)
    const classes = 'objectClass: inetOrgPerson\nobjectClass: smAccount'
    const entries = logins.map((login) => `dn: uid=${login},${at}\n${classes}\ncn: Bare\nsn: Bare\n`)
    await runLdapTool('ldapadd', entries.join('\n'))
    const bulk = { action: 'move', options: { to: other }, selection: { matching: { at } } } as const
    expect(await perform(root, previewBulk, bulk)).toMatchObject({ total: 2, exceptionsTotal: 0 })
    const { id } = await perform(root, startBulk, bulk)
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ outcome: 'done', counts: { done: 2 } })
    for (const login of logins)
      expect(await ldapValues(`uid=${login},o=${other},dc=example,dc=com`, 'mail')).toEqual([])
  })

  it('names those whose domain has no storage left for a quota, before and after', async () => {
    const small = `storage-${tag}.example`
    await perform(root, createDomain, { name: small, maxStorage: '100 MB' })
    const at = `o=${small},${instance.suffix}`
    const logins = ['a', 'b', 'c', 'd'].map((name) => `full-${name}-${tag}`)
    const [first = '', second = '', third = '', fourth = ''] = logins
    for (const [place, login] of logins.entries()) {
      const quota = place === 0 ? '40 MB' : '10 MB'
      await perform(root, createUser, { container: small, login, password, lastName: 'Full', quota })
    }
    const wish = (quota: string) =>
      ({ action: 'quota', options: { quota }, selection: { matching: { at } } }) as const
    const all = await perform(root, previewBulk, wish('1 GB'))
    expect(all).toMatchObject({ total: 0, exceptionsTotal: 4 })
    expect(all.exceptions[0]).toMatchObject({
      ...{ login: first, code: 'limit.storage', values: { max: '100 MB', free: '70 MB' } },
    })
    expect((await perform(root, previewBulk, wish('none'))).exceptionsTotal).toBe(4)
    // The first gives 10 MB back, each of the next two takes 20 of the 40 there are then.
    const preview = await perform(root, previewBulk, wish('30 MB'))
    expect(preview).toMatchObject({ total: 3, exceptionsTotal: 1 })
    const reasons = [[fourth, 'limit.storage', { max: '100 MB', free: '10 MB' }]]
    expect(preview.exceptions.map(({ login, code, values }) => [login, code, values])).toEqual(reasons)
    const { id } = await perform(root, startBulk, wish('30 MB'))
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ outcome: 'done', counts: { done: 3, skipped: 1, failed: 0 } })
    expect(job.problems.map(({ name, code, values }) => [name, code, values])).toEqual(reasons)
    const answers = await imapTalk(
      { login: 'cyrus', password: readSecret(instance, 'cyrus') },
      logins.map((login) => `GETQUOTA user/${login}`),
    )
    const limits = answers.slice(1).map((answer) => /STORAGE \d+ (\d+)/.exec(answer)?.[1])
    expect(limits).toEqual([first, second, third].map(() => String(30 * 1024)).concat(String(10 * 1024)))
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
    const wrong = {
      action: 'quota',
      options: { quota: 'lots' },
      selection: { accounts: many.map((login) => ({ login })) },
    } as const
    expect(await code(perform(root, startBulk, wrong))).toBe('input.invalid')
  })
})

describe('the rights of a whole subtree', () => {
  const [anna, ben] = [`anna-${tag}`, `ben-${tag}`]
  const box = `user/${anna}`
  const top = `${box}/Tree`
  const asCyrus = (...commands: string[]) =>
    imapTalk({ login: 'cyrus', password: readSecret(instance, 'cyrus') }, commands)

  beforeAll(async () => {
    for (const login of [anna, ben]) {
      const draft = { container: domain, login, password, lastName: login, standardFolders: false }
      await perform(root, createUser, { ...draft, mustChangePassword: false })
    }
  })

  const branches = Array.from({ length: 12 }, (_, at) => `${top}/b${at}`)

  it('is previewed folder by folder, and changed by a job', async () => {
    await perform(root, createFolder, { parent: box, name: 'Tree' })
    await asCyrus(...branches.map((name) => `CREATE "${name}"`), `SETACL "${branches[3]}" ${ben} lrs`)
    const wish = { folder: top, changes: [{ id: ben, rights: 'reader' }] }
    const preview = await perform(root, previewAclBelow, { ...wish, count: 5 })
    expect(preview).toMatchObject({ total: 11, unchanged: 1 })
    expect(preview.rows).toHaveLength(5)
    expect(preview.rows[0]).toEqual({
      folder: branches[0],
      changes: [{ id: ben, before: '', after: 'lrs' }],
    })
    const { seen } = preview
    await asCyrus(`SETACL "${branches[5]}" ${ben} lr`)
    expect(await code(perform(root, applyAclBelow, { ...wish, seen }))).toBe('acl.changedBelow')
    await asCyrus(`DELETEACL "${branches[5]}" ${ben}`, `CREATE "${top}/more"`)
    expect(await code(perform(root, applyAclBelow, { ...wish, seen }))).toBe('acl.changedBelow')
    await asCyrus(`SETACL "${top}/more" cyrus x`, `DELETE "${top}/more"`)
    const { id, total } = await perform(root, applyAclBelow, { ...wish, seen })
    expect(total).toBe(11)
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'done', counts: { done: 11 } })
    const answers = await asCyrus(...branches.map((name) => `GETACL "${name}"`))
    for (const answer of answers.slice(1)) expect(answer).toContain(` ${ben} lrs\r`)
    expect(await code(perform(root, applyAclBelow, wish))).toBe('acl.nothingBelow')
  })

  it('becomes exactly like the folder above it', async () => {
    await asCyrus(`SETACL "${branches[1]}" anyone lrp`, `SETACL "${top}" ${ben} lrsw`)
    const { rows } = await perform(root, previewAclBelow, { folder: top })
    expect(rows.find(({ folder }) => folder === branches[1])?.changes).toEqual([
      { id: ben, before: 'lrs', after: 'lrsw' },
      { id: 'anyone', before: 'lrp', after: '' },
    ])
    await perform(root, applyAclBelow, { folder: top })
    await runJobs()
    const [, answer] = await asCyrus(`GETACL "${branches[1]}"`)
    expect(answer).toContain(` ${ben} lrsw\r`)
    expect(answer).not.toContain('anyone')
  })

  it('tells of folders that went meanwhile, and does the others', async () => {
    const { id } = await perform(root, applyAclBelow, { folder: top, changes: [{ id: ben, rights: '' }] })
    await imapTalk({ login: anna, password }, ['DELETE "Tree/b0"'])
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ state: 'done', counts: { done: 11, failed: 1 } })
    expect(job.problems).toMatchObject([{ name: branches[0], code: 'access.notFound' }])
  })

  it('takes nothing from the owner unnoticed', async () => {
    const wish = { folder: top, changes: [{ id: anna, rights: 'lr' }] }
    const { rows } = await perform(root, previewAclBelow, wish)
    expect(rows.every(({ code }) => code === 'acl.owner')).toBe(true)
    const { id } = await perform(root, applyAclBelow, wish)
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ counts: { done: 0, skipped: 11 } })
  })
})
