/** Old mail goes by rules that the worker follows; seen with a plain IMAP client. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { setUserStatus } from '@/lib/directory'
import { createFolder } from '@/lib/folders'
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
    await runJobs()
    const job = await perform(root, showJob, { id: run.id ?? '' })
    expect(job.found).toMatchObject([{ name: 'ben', result: { deleted: 640 } }])
    expect([await messagesIn('ben', 'Many'), await messagesIn('ben', 'Team')]).toEqual([1, 1])
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
  })
})
