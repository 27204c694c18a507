/** Folders that were damaged on disk and messages that were deleted, through the console, seen with a plain IMAP client. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { recoverOpenIntents } from '@/lib/access/recovery'
import { setRole } from '@/lib/directory'
import { createFolder, listFolders, previewAclBelow, showFolder } from '@/lib/folders'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { append, lockOf, whileHeld } from '@/lib/instance/cyrus/testing'
import { findProcesses } from '@/lib/instance/processes'
import { until } from '@/lib/instance/until'
import { showJob } from '@/lib/jobs'
import { runJobs } from '@/lib/jobs/run'
import { operations } from '@/lib/operations'
import { code, type OwnInstance, ownInstance } from '@/lib/worker/testing'
import {
  fixQuota,
  listDeletedMessages,
  rebuildMailboxes,
  reconstructFolder,
  recoverMailboxes,
  repairFolder,
  showRecovery,
  undeleteMessages,
} from '.'

const root = { kind: 'root' } as const
let own: OwnInstance
beforeAll(async () => {
  own = await ownInstance()
  await own.addUser('anna', 'north.example')
  await own.addUser('ben', 'south.example')
  await own.addUser('chief', 'north.example')
})
afterAll(() => own?.remove())

const talk = (login: string, ...commands: string[]) => own.talk(login, ...commands)
const letter = (folder: string, subject: string) =>
  append(folder, `From: Cleo <cleo@where.example>\nSubject: ${subject}\n\n${'Text\n'.repeat(500)}`)
const put = (folder: string, ...subjects: string[]) =>
  talk('anna', ...subjects.map((subject) => letter(folder, subject)))
const subjects = async (folder: string) => {
  const [, fetched = ''] = await talk(
    'anna',
    `SELECT "${folder}"`,
    'FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]',
  )
  return [...fetched.matchAll(/^Subject: (.*)\r$/gm)].map(([, subject]) => subject)
}
const damage = async (folder: string) => rmSync(`${await own.directoryOf(folder)}/cyrus.index`)

describe('deleted messages', () => {
  it('are listed with what tells them apart, and come back one by one or all', async () => {
    await talk('anna', 'CREATE Work')
    await put('Work', 'one', 'two', 'three')
    await talk('anna', 'SELECT Work', 'STORE 1:2 +FLAGS (\\Deleted)', 'EXPUNGE')
    expect(await subjects('Work')).toEqual(['three'])
    const folder = 'user/anna/Work'
    const { messages, total } = await perform(root, listDeletedMessages, { folder })
    expect(total).toBe(2)
    expect(messages.map(({ subject }) => subject).sort()).toEqual(['one', 'two'])
    expect(messages[0]).toMatchObject({ from: expect.stringContaining('cleo@where.example') })
    const one = messages.find(({ subject }) => subject === 'one')?.uid ?? 0
    expect(await perform(root, undeleteMessages, { folder, uids: [one] })).toEqual({ restored: 1 })
    expect(await subjects('Work')).toEqual(['three', 'one'])
    expect(await perform(root, undeleteMessages, { folder, uids: 'all' })).toEqual({ restored: 1 })
    expect(await subjects('Work')).toEqual(['three', 'one', 'two'])
  })

  it('are not waited for while somebody holds the folder', () =>
    whileHeld(lockOf(own.instance, 'anna'), async () => {
      const folder = 'user/anna/Work'
      expect(await code(perform(root, listDeletedMessages, { folder }))).toBe('folder.busy')
      expect(await code(perform(root, undeleteMessages, { folder, uids: 'all' }))).toBe('folder.busy')
    }))

  it('of others are none of a domain administrator’s business', async () => {
    const chief = await own.caller('chief', 'north.example')
    expect((await perform(chief, listDeletedMessages, { folder: 'user/anna/Work' })).total).toBe(0)
    for (const folder of ['user/ben', 'user/nobody']) {
      expect(await code(perform(chief, listDeletedMessages, { folder }))).toBe('folder.gone')
      expect(await code(perform(chief, undeleteMessages, { folder, uids: 'all' }))).toBe('folder.gone')
      expect(await code(perform(chief, reconstructFolder, { folder }))).toBe('folder.gone')
      expect(await code(perform(chief, fixQuota, { folder }))).toBe('folder.gone')
    }
    expect(await code(perform(chief, fixQuota, {}))).toBe('folder.public')
    expect(await code(perform(chief, repairFolder, { folder: '', part: 'quota' }))).toBe('folder.gone')
  })
})

it('deleted messages of whoever outranks an administrator are not shown to that one', async () => {
  await own.addUser('dean', 'north.example')
  await perform(root, setRole, { login: 'dean', role: 'administrator' })
  await own.addUser('head', 'north.example')
  const head = await own.caller('head', 'north.example')
  await talk('dean', letter('INBOX', 'secret'), 'SELECT INBOX', 'STORE 1 +FLAGS (\\Deleted)', 'EXPUNGE')
  const folder = 'user/dean'
  expect((await perform(root, listDeletedMessages, { folder })).total).toBe(1)
  expect(await code(perform(head, listDeletedMessages, { folder }))).toBe('access.denied')
  expect(await perform(head, showFolder, { folder })).toMatchObject({ mayChange: false })
  expect(await perform(head, showFolder, { folder: 'user/anna' })).toMatchObject({ mayChange: true })
  expect(await code(perform(head, undeleteMessages, { folder, uids: 'all' }))).toBe('access.denied')
})

describe('a folder that was damaged on disk', () => {
  it('is repaired with its messages, and with those below, and the quota is counted', async () => {
    await own.asCyrus('SETQUOTA user/anna (STORAGE 100000)')
    await talk('anna', 'CREATE Files', 'CREATE Files/Old')
    await put('Files', 'first', 'second')
    await put('Files/Old', 'third')
    await damage('user/anna/Files')
    await damage('user/anna/Files/Old')
    expect(await subjects('Files')).toEqual([])
    const shown = await perform(root, showFolder, { folder: 'user/anna/Files' })
    expect(shown).toMatchObject({ isDamaged: true, hasChildren: true, quota: null })
    const { rows } = await perform(root, listFolders, { place: 'user/anna' })
    expect(rows.filter(({ isDamaged }) => isDamaged).map(({ name }) => name)).toEqual(['user/anna/Files'])
    // What it gave to whom is not lost.
    const changes = [{ id: 'anna', rights: 'reader' }]
    const rights = await perform(root, previewAclBelow, { folder: 'user/anna/Files', changes, confirm: true })
    const change = { id: 'anna', before: expect.stringContaining('lrswipkxte'), after: 'lrs' }
    expect(rights.rows).toEqual([{ folder: 'user/anna/Files/Old', changes: [change] }])
    const { id, total } = await perform(root, reconstructFolder, { folder: 'user/anna/Files' })
    expect(total).toBe(3)
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ state: 'done', counts: { done: 3, failed: 0 } })
    expect(job.found.slice(0, 2)).toMatchObject([
      { name: 'user/anna/Files', result: { added: 2 } },
      { name: 'user/anna/Files/Old', result: { added: 1 } },
    ])
    expect(await perform(root, showFolder, { folder: 'user/anna/Files' })).toMatchObject({ isDamaged: false })
    expect(await subjects('Files')).toEqual(['first', 'second'])
    expect(await subjects('Files/Old')).toEqual(['third'])
    const [quota = ''] = await talk('anna', 'GETQUOTAROOT Files')
    expect(quota).toMatch(/STORAGE [1-9]\d* 100000/)
  })

  it('is told of before others when messages are lost', async () => {
    const names = ['Lossy/a', 'Lossy/b', 'Lossy/c']
    await talk('anna', 'CREATE Lossy', ...names.map((name) => `CREATE ${name}`))
    for (const name of names) await put(name, 'one', 'two')
    for (const name of ['Lossy/a', 'Lossy/c']) await damage(`user/anna/${name}`)
    rmSync(`${await own.directoryOf('user/anna/Lossy/b')}/1.`)
    const { id } = await perform(root, reconstructFolder, { folder: 'user/anna/Lossy' })
    await runJobs()
    const { found, foundTotal } = await perform(root, showJob, { id })
    expect(found[0]).toMatchObject({ name: 'user/anna/Lossy/b', result: { lost: 1 } })
    expect(found).toHaveLength(foundTotal)
    expect(new Set(found.map(({ number }) => number)).size).toBe(foundTotal)
    const rest = await perform(root, showJob, { id, foundOffset: 1 })
    expect(rest.found).toEqual(found.slice(1))
    expect(await subjects('Lossy/b')).toEqual(['two'])
  })

  it('is not touched by who may not see it, and one that is gone fails alone', async () => {
    await talk('anna', 'CREATE Passing')
    const { id } = await perform(root, reconstructFolder, { folder: 'user/anna/Passing' })
    await talk('anna', 'DELETE Passing')
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ state: 'done', counts: { failed: 2 } })
    expect(job.problems[0]).toMatchObject({ name: 'user/anna/Passing', code: 'folder.gone' })
  })

  it('is repaired by a job that goes on after kill -9 of Cyrus, nothing twice', async () => {
    const count = 30
    await perform(root, createFolder, { parent: 'user/anna', name: 'Many' })
    const names = Array.from({ length: count }, (_, at) => `Many/m${at}`)
    await talk('anna', ...names.flatMap((name) => [`CREATE "${name}"`, letter(name, name)]))
    for (const name of names) await damage(`user/anna/${name}`)
    const { id } = await perform(root, reconstructFolder, { folder: 'user/anna/Many' })
    const running = runJobs().then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
    const done = () => connections().database.jobItem.count({ where: { jobId: id, state: 'done' } })
    expect(await until(async () => (await done()) >= 5, 20_000, 5)).toBe(true)
    const isProgram = (executable: string) => /\/cyrus\/bin\/|\/cyrmaster$/.test(executable)
    for (const pid of findProcesses({ directory: own.instance.directory, isProgram })) kill(pid)
    expect(await running).toBe('service.unreachable')
    const before = await perform(root, showJob, { id })
    expect(before).toMatchObject({ state: 'running', trouble: 'service.unreachable', counts: { failed: 0 } })
    expect(before.counts.done).toBeLessThan(count)
    await cyrus.start(own.instance)
    await runJobs()
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ state: 'done', trouble: null, counts: { done: count + 2, failed: 0 } })
    for (const name of names) expect(await subjects(name)).toEqual([name])
    const records = await connections().database.intent.groupBy({
      by: ['job'],
      where: { job: { startsWith: id }, state: { in: ['done', 'finished'] } },
      _count: true,
    })
    expect(records).toHaveLength(count + 2)
    expect(records.filter(({ _count }) => _count !== 1)).toEqual([])
  })
})

it('a quota that is counted wrong is counted anew', async () => {
  const file = `${own.instance.paths.cyrusData}/conf/quota/a/user.anna`
  const used = async () => /STORAGE \d+/.exec((await talk('anna', 'GETQUOTAROOT INBOX'))[0] ?? '')?.[0]
  const right = await used()
  for (const folder of ['user/anna/Files', '']) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\d+/, '7777777'))
    expect(await used()).toBe('STORAGE 7595')
    const { id } = await perform(root, fixQuota, { folder })
    await runJobs()
    const { state, found } = await perform(root, showJob, { id })
    expect(state).toBe('done')
    const corrected = expect.stringMatching(/^user\/anna STORAGE: 7777777 → \d+$/)
    expect(found).toMatchObject([{ name: folder, result: { corrected: [corrected] } }])
    expect(await used()).toBe(right)
  }
})

describe('the list of all folders', () => {
  it('is made anew by a job of the manager’s, with a report of each folder', async () => {
    await cyrus.stop(own.instance)
    rmSync(`${own.instance.paths.cyrusData}/conf/mailboxes.db`)
    await cyrus.start(own.instance)
    expect((await own.asCyrus('LIST "" "user/anna/*"'))[0]).not.toContain('user/anna/Files')
    const confirm = own.instance.hostname
    expect(await code(perform(root, recoverMailboxes, { confirm: 'yes' }))).toBe('input.invalid')
    expect(await code(perform(root, rebuildMailboxes, { confirm: 'yes' }))).toBe('input.invalid')
    const { id } = await perform(root, recoverMailboxes, { confirm })
    const running = runJobs()
    const isSeen = async () => (await perform(root, showRecovery, {})).isRunning
    expect(await until(isSeen, 20_000, 2)).toBe(true)
    await running
    const job = await perform(root, showJob, { id })
    expect(job).toMatchObject({ state: 'done', counts: { done: 1 } })
    expect(Number(job.found[0]?.result?.found)).toBeGreaterThan(30)
    const { isRunning, rows, rowCount } = await perform(root, showRecovery, {})
    expect(isRunning).toBe(false)
    expect(rowCount).toBeGreaterThan(30)
    expect(rows.every(({ outcome }) => outcome !== 'unreadable')).toBe(true)
    expect(await subjects('Files')).toEqual(['first', 'second'])
  })

  it('is not made twice when the worker is killed while the agent is at it', async () => {
    const { id } = await perform(root, recoverMailboxes, { confirm: own.instance.hostname })
    const { database } = connections()
    // As a killed worker leaves it: begun, its record open, the agent at work.
    await database.jobItem.updateMany({ where: { jobId: id }, data: { state: 'begun' } })
    const record = { ...openRecord, id: `open-${id}`, at: new Date(), job: `${id}:0` }
    await database.intent.create({ data: record })
    const asked = connections().callAgent('cyrus.recoverMailboxes', {})
    const settled = async () => {
      await recoverOpenIntents(operations)
      return (await database.intent.findUnique({ where: { id: record.id } }))?.state
    }
    expect(await until(async () => (await settled()) !== 'open', 20_000, 20)).toBe(true)
    expect(await settled()).toBe('finished')
    await asked
    const { endedAt } = await perform(root, showRecovery, {})
    await runJobs()
    expect(await perform(root, showJob, { id })).toMatchObject({ state: 'done', counts: { done: 1 } })
    expect((await perform(root, showRecovery, {})).endedAt).toBe(endedAt)
  })
})

const openRecord = {
  ...{ operation: 'mailboxes.rebuild', face: 'command', address: '', actor: 'admin', actorId: 'root' },
  ...{ actorDn: '', role: 'manager', target: '', targetName: '', input: '{}', state: 'open' },
  ...{ changes: '[]', process: '1:0' },
  steps: JSON.stringify([{ name: 'rebuild', state: 'begun', data: {} }]),
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
