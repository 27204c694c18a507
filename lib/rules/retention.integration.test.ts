/** Old mail goes by rules that the worker follows; seen with a plain IMAP client. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { createContainer, moveEntry, setRole, setUserStatus, showUser, updateDomain } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { createFolder, setAcl } from '@/lib/folders'
import { showJob } from '@/lib/jobs'
import { runJobs } from '@/lib/jobs/run'
import { followRules } from '@/lib/worker/folder-rules'
import { code, type OwnInstance, ownInstance } from '@/lib/worker/testing'
import { listRetention, previewRetention, removeRetention, runRetention, setRetention } from '.'

const root = { kind: 'root' } as const
const DAY_MS = 24 * 3600_000
const domain = 'north.example'
let own: OwnInstance
beforeAll(async () => {
  own = await ownInstance()
  for (const login of ['anna', 'ben', 'chief']) await own.addUser(login, domain)
  await own.addUser('cara', 'south.example')
})
afterAll(() => own?.remove())

/** So many messages that came in so many days ago; their Date says something else. */
async function put(login: string, folder: string, days: number, count = 1, flags = '') {
  const at = new Date(Date.now() - days * DAY_MS).toUTCString().split(' ')
  const received = `"${at[1]}-${at[2]}-${at[3]} ${at[4]} +0000"`
  const letters = Array.from({ length: count }, (_, at) => {
    const text = `Date: Thu, 01 Jan 1970 00:00:00 +0000\r\nSubject: ${folder} ${days} ${at}\r\n\r\nText\r\n`
    return `(${flags}) ${received} {${text.length}+}\r\n${text}`
  })
  // RFC 3502: many in one command.
  await own.talk(login, `APPEND "${folder}" ${letters.join(' ')}`)
}
async function messagesIn(login: string, folder: string): Promise<number> {
  const [answer = ''] = await own.talk(login, `STATUS "${folder}" (MESSAGES)`)
  return Number(/MESSAGES (\d+)/.exec(answer)?.[1])
}
const tomorrow = (days = 1) => new Date(Date.now() + days * (DAY_MS + 60_000))

describe('a rule for a domain', () => {
  it('leaves alone where the owner may not delete, says so, and records what went elsewhere', async () => {
    await own.addUser('rob', 'east.example')
    await own.talk('rob', 'CREATE Archive', 'CREATE Hidden', 'CREATE Zoo')
    for (const folder of ['INBOX', 'Archive', 'Zoo']) await put('rob', folder, 40, 2)
    await perform(root, setAcl, {
      folder: 'user/rob/Archive',
      changes: [{ id: 'rob', rights: 'lrs' }],
      confirm: true,
    })
    await perform(root, setAcl, {
      folder: 'user/rob/Hidden',
      changes: [{ id: 'rob', rights: 'l' }],
      confirm: true,
    })
    const rule = { at: 'east.example', folders: ['*'], days: 30 }
    const { rows, messages } = await perform(root, previewRetention, rule)
    expect([messages, rows]).toEqual([
      4,
      expect.arrayContaining([
        { login: 'rob', folder: 'user/rob/Archive', messages: null },
        { login: 'rob', folder: 'user/rob/Hidden', messages: null },
        { login: 'rob', folder: 'user/rob/Zoo', messages: 2 },
      ]),
    ])
    const { id } = await perform(root, setRetention, rule)
    const run = await perform(root, runRetention, { id })
    await runJobs()
    const job = await perform(root, showJob, { id: run.id ?? '' })
    expect(job.found.map(({ name, result }) => [name, result])).toEqual([['rob', { deleted: 4 }]])
    expect(job.problems).toMatchObject([
      { name: 'rob', code: 'retention.denied', values: { folders: 'user/rob/Archive, user/rob/Hidden' } },
    ])
    const { intent } = connections().database
    const row = await intent.findFirst({ where: { job: { startsWith: `${run.id}:` } } })
    expect(row?.changes).toContain('"user/rob/Zoo"')
    expect(await Promise.all(['INBOX', 'Archive', 'Zoo'].map((name) => messagesIn('rob', name)))).toEqual([
      ...[0, 2, 0],
    ])
    await perform(root, removeRetention, { id })
  })

  it('is counted first, then done by the worker a day later, and again the day after', async () => {
    await own.talk('anna', 'CREATE Lists', 'CREATE Lists/keep', 'CREATE Other')
    await put('anna', 'Lists', 40, 3)
    await put('anna', 'Lists', 20, 2)
    await put('anna', 'Lists', 40, 1, '\\Flagged')
    await put('anna', 'Lists/keep', 40)
    await put('anna', 'Other', 40)
    await put('ben', 'Trash', 31)
    await put('cara', 'Trash', 31)
    const rule = { at: domain, folders: ['Lists', '\\Trash'], except: ['Lists/keep'], days: 30 }
    expect(await perform(root, previewRetention, rule)).toEqual({
      rows: [
        { login: 'anna', folder: 'user/anna/Lists', messages: 3 },
        { login: 'ben', folder: 'user/ben/Trash', messages: 1 },
      ],
      names: [
        { name: 'Lists', isException: false, mailboxes: 1 },
        { name: '\\Trash', isException: false, mailboxes: 3 },
        { name: 'Lists/keep', isException: true, mailboxes: 1 },
      ],
      ...{ messages: 4, accounts: 3, total: 3 },
    })
    expect(await perform(root, previewRetention, { ...rule, sparesFlagged: false })).toMatchObject({
      messages: 5,
    })
    expect(await messagesIn('anna', 'Lists')).toBe(6)
    const { id } = await perform(root, setRetention, rule)
    expect(await followRules()).toBe(0)
    expect(await followRules(connections(), tomorrow())).toBe(1)
    await runJobs()
    const [row] = (await perform(root, listRetention, {})).rows
    expect(row).toMatchObject({ id, place: { kind: 'domain', name: domain }, actor: 'root', trouble: null })
    const job = await perform(root, showJob, { id: row?.job ?? '' })
    expect(job).toMatchObject({ state: 'done', counts: { done: 3, failed: 0 } })
    expect(job.found.map(({ name, result }) => [name, result])).toEqual([
      ['anna', { deleted: 3 }],
      ['ben', { deleted: 1 }],
    ])
    expect(await messagesIn('anna', 'Lists')).toBe(3)
    expect(await messagesIn('anna', 'Lists/keep')).toBe(1)
    expect(await messagesIn('anna', 'Other')).toBe(1)
    expect(await messagesIn('ben', 'Trash')).toBe(0)
    expect(await messagesIn('cara', 'Trash')).toBe(1)
    expect(await followRules()).toBe(0)
    await put('ben', 'Trash', 31)
    expect(await followRules(connections(), tomorrow())).toBe(1)
    await runJobs()
    expect(await messagesIn('ben', 'Trash')).toBe(0)
    await perform(root, removeRetention, { id })
    expect(await followRules(connections(), tomorrow(3))).toBe(0)
  })
})

describe('a rule for a group', () => {
  it('is for everybody in it, now and later, and for nobody beside it', async () => {
    const place = 'west.example'
    for (const login of ['gina', 'hans']) await own.addUser(login, place)
    const group = { kind: 'group', parent: place, name: 'Team' } as const
    const { dn } = await perform(root, createContainer, group)
    const joins = async (login: string) =>
      perform(root, moveEntry, { dn: (await perform(root, showUser, { login })).dn, to: dn })
    await joins('gina')
    for (const login of ['gina', 'hans']) await put(login, 'Trash', 40, 2)
    const rule = { at: dn, folders: ['\\Trash'], days: 30 }
    const gone = async (login: string) => (await messagesIn(login, 'Trash')) === 0
    const { rows, accounts } = await perform(root, previewRetention, rule)
    expect([rows, accounts]).toEqual([[{ login: 'gina', folder: 'user/gina/Trash', messages: 2 }], 1])
    const { id } = await perform(root, setRetention, rule)
    for (const isIn of [false, true]) {
      if (isIn) await joins('hans')
      await perform(root, runRetention, { id })
      await runJobs()
      expect([await gone('gina'), await gone('hans')]).toEqual([true, isIn])
    }
    await perform(root, removeRetention, { id })
  })
})

describe('a rule for one user', () => {
  it('takes more than one command’s worth, from everything but what is no mail', async () => {
    await perform(root, createFolder, { parent: 'user/ben', name: 'Team', type: 'calendar' })
    await own.talk('ben', 'CREATE Many')
    await put('ben', 'Many', 10, 640)
    await put('ben', 'Many', 1, 1)
    await put('ben', 'Team', 10)
    // What the person has marked for deletion and not yet taken away is the person's own affair.
    await own.talk('ben', 'SELECT Many', 'STORE 641 +FLAGS (\\Deleted)')
    const { id } = await perform(root, setRetention, { login: 'ben', folders: ['*'], days: 5 })
    const run = await perform(root, runRetention, { id })
    expect(run.total).toBe(1)
    // Cyrus is gone when the first part is.
    const view = connections().mailboxes.folders.seenBy
    const oldMail = view.oldMail.bind(view)
    view.oldMail = (login, names, old, tell) =>
      oldMail(login, names, old, (name, count) => {
        tell(name, count)
        throw new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })
      })
    expect(await code(runJobs())).toBe('service.unreachable')
    view.oldMail = oldMail
    expect(await messagesIn('ben', 'Many')).toBe(141)
    const changed = async () => {
      const where = { job: { startsWith: `${run.id}:` } }
      const rows = await connections().database.intent.findMany({ where, orderBy: { at: 'asc' } })
      return rows.flatMap((row) =>
        (JSON.parse(row.changes) as { after: string[] }[]).map(({ after }) => after),
      )
    }
    expect(await changed()).toEqual([['-500']])
    await runJobs()
    expect(await changed()).toEqual([['-500'], ['-140']])
    const job = await perform(root, showJob, { id: run.id ?? '' })
    expect(job.found).toMatchObject([{ name: 'ben', result: { deleted: 640 } }])
    expect([await messagesIn('ben', 'Many'), await messagesIn('ben', 'Team')]).toEqual([1, 1])
    await perform(root, removeRetention, { id })
  })
})

describe('what a rule spares', () => {
  const everything = { folders: ['*'], days: 30 }
  beforeAll(() => own.addUser('zoe', domain))

  it('is there after a run, whichever way it is named', async () => {
    // Names as a session has them; of the last the accent is a letter of its own.
    const spared = ['Keep', 'Keep/sub', 'Mine', 'Third', 'B&APw-ro', 'Bu&Awg-ro']
    await own.talk('zoe', ...spared.map((folder) => `CREATE "${folder}"`))
    for (const folder of ['INBOX', ...spared]) await put('zoe', folder, 40)
    const except = ['user/zoe/Keep', 'INBOX/Mine', '/Third/', 'Bu\u0308ro']
    const rule = { login: 'zoe', ...everything, except }
    const plain = ['Keep', 'Mine', 'Third', 'B\u00fcro']
    expect((await perform(root, previewRetention, rule)).names).toEqual([
      { name: '*', isException: false, mailboxes: 1 },
      ...plain.map((name) => ({ name, isException: true, mailboxes: 1 })),
    ])
    const { id } = await perform(root, setRetention, rule)
    expect((await perform(root, listRetention, {})).rows).toMatchObject([{ id, except: plain }])
    await perform(root, runRetention, { id })
    await runJobs()
    expect(await messagesIn('zoe', 'INBOX')).toBe(0)
    for (const folder of spared) expect([folder, await messagesIn('zoe', folder)]).toEqual([folder, 1])
    await perform(root, removeRetention, { id })
  })

  it('is there after its owner renamed it: the rule stops and says so, by hand and by the worker', async () => {
    await own.talk('zoe', 'CREATE Papers')
    await put('zoe', 'Papers', 40, 2)
    const { id } = await perform(root, setRetention, {
      ...{ login: 'zoe', ...everything, except: ['user/zoe/Papers'] },
    })
    await put('zoe', 'INBOX', 40)
    await own.talk('zoe', 'RENAME Papers Documents')
    const rule = async () => (await perform(root, listRetention, {})).rows.find((row) => row.id === id)
    const stopped = {
      ...{ trouble: 'retention.exceptGone', troubleValues: { except: 'Papers', login: 'zoe' }, job: null },
    }
    expect(await code(perform(root, runRetention, { id }))).toBe('retention.exceptGone')
    expect(await rule()).toMatchObject(stopped)
    expect(await followRules(connections(), tomorrow(2))).toBe(0)
    await runJobs()
    expect(await rule()).toMatchObject(stopped)
    expect(await messagesIn('zoe', 'Documents')).toBe(2)
    expect(await messagesIn('zoe', 'INBOX')).toBe(1)
    // Renamed after the job was begun and before its turn came.
    await own.talk('zoe', 'RENAME Documents Papers')
    const { id: job } = await perform(root, runRetention, { id })
    expect(await rule()).toMatchObject({ trouble: null })
    await own.talk('zoe', 'RENAME Papers Documents')
    await runJobs()
    const { problems } = await perform(root, showJob, { id: job ?? '' })
    expect(problems).toMatchObject([{ name: 'zoe', code: 'retention.exceptGone' }])
    expect(await rule()).toMatchObject({ trouble: 'retention.exceptGone' })
    expect(await messagesIn('zoe', 'Documents')).toBe(2)
    expect(await messagesIn('zoe', 'INBOX')).toBe(1)
    await perform(root, removeRetention, { id })
  })

  it('need not be in each mailbox of a place; a name of one person is refused there', async () => {
    await put('ben', 'INBOX', 40)
    await put('zoe', 'Keep', 40)
    const kept = await messagesIn('zoe', 'Keep')
    const rule = {
      at: domain,
      folders: ['INBOX', 'Keep', 'Keep/sub'],
      except: ['/Keep/', 'Nowhere'],
      days: 30,
    }
    const names = (await perform(root, previewRetention, rule)).names.slice(3)
    expect(names).toEqual([
      { name: 'Keep', isException: true, mailboxes: 1 },
      { name: 'Nowhere', isException: true, mailboxes: 0 },
    ])
    const { id } = await perform(root, setRetention, rule)
    await perform(root, runRetention, { id })
    await runJobs()
    expect(await messagesIn('ben', 'INBOX')).toBe(0)
    expect(await messagesIn('zoe', 'Keep')).toBe(kept)
    await perform(root, removeRetention, { id })
    for (const operation of [setRetention, previewRetention])
      await expect(
        perform(root, operation as typeof setRetention, { ...rule, except: ['Keep', 'user/zoe/Keep'] }),
      ).rejects.toMatchObject({ fields: [{ field: 'except.1', code: 'retention.several' }] })
    expect((await perform(root, listRetention, {})).rows).toEqual([])
  })

  it('is there although the rule was set when names were not looked at', async () => {
    const { id } = await perform(root, setRetention, { login: 'zoe', ...everything, except: ['Keep'] })
    const { database } = connections()
    const terms = (except: string[]) => JSON.stringify({ ...everything, except, sparesFlagged: true })
    const kept = await messagesIn('zoe', 'Keep')
    await database.folderRule.update({ where: { id }, data: { terms: terms(['user/zoe/Keep']) } })
    await perform(root, runRetention, { id })
    await runJobs()
    expect(await messagesIn('zoe', 'Keep')).toBe(kept)
    await database.folderRule.update({ where: { id }, data: { terms: terms(['Keep', '\\Trashh']) } })
    expect(await code(perform(root, runRetention, { id }))).toBe('retention.specialUse')
    await perform(root, removeRetention, { id })
  })
})

describe('a domain administrator', () => {
  it('sets rules inside the domain alone, and they end with what the person may', async () => {
    const chief = await own.caller('chief', domain)
    const rule = { folders: ['Other'], days: 7 }
    const other = (await perform(root, setRetention, { login: 'cara', ...rule })).id
    for (const where of [{ login: 'cara' }, { at: 'south.example' }, { at: 'nowhere.example' }]) {
      expect(await code(perform(chief, setRetention, { ...where, ...rule }))).toBe('access.notFound')
      expect(await code(perform(chief, previewRetention, { ...where, ...rule }))).toBe('access.notFound')
    }
    expect(await code(perform(chief, removeRetention, { id: other }))).toBe('access.notFound')
    expect(await code(perform(chief, runRetention, { id: other }))).toBe('access.notFound')
    expect(await code(perform(chief, setRetention, { ...rule }))).toBe('input.invalid')
    const { id } = await perform(chief, setRetention, { at: domain, ...rule })
    expect((await perform(chief, listRetention, {})).rows.map((row) => row.id)).toEqual([id])
    const all = (await perform(root, listRetention, {})).rows.map((row) => row.id)
    expect(all.sort()).toEqual([id, other].sort())
    expect(await messagesIn('anna', 'Other')).toBe(1)
    await perform(root, setUserStatus, { login: 'chief', status: 'suspended' })
    await perform(root, removeRetention, { id: other })
    expect(await followRules(connections(), tomorrow())).toBe(0)
    expect((await perform(root, listRetention, {})).rows).toMatchObject([{ id, trouble: 'access.signedOut' }])
    await perform(root, setUserStatus, { login: 'chief', status: 'active' })
    expect(await followRules(connections(), tomorrow(3))).toBe(1)
    await runJobs()
    expect(await messagesIn('anna', 'Other')).toBe(0)
    expect((await perform(root, listRetention, {})).rows).toMatchObject([
      { id, trouble: null, actor: 'chief' },
    ])
    // A rule is shown to them whoever set it, and not who did when that is hidden from them.
    await perform(root, setRole, { login: 'cara', role: 'administrator' })
    await perform(root, updateDomain, { name: 'south.example', private: { to: 'true' } })
    await perform(await own.caller('cara'), setRetention, { at: domain, ...rule, folders: ['Else'] })
    const actors = (await perform(chief, listRetention, {})).rows.map(({ actor }) => actor)
    expect(actors.sort()).toEqual(['', 'chief'])
  })
})
