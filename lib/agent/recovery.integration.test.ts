/** Cyrus's list of all folders, lost or damaged, made anew from the spool; also when the agent is killed on the way. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAgent } from '@/lib/adapters/agent'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { append, asAdmin, person, removeCyrus, runningCyrus } from '@/lib/instance/cyrus/testing'
import { writeDescription } from '@/lib/instance/description'
import type { Instance } from '@/lib/instance/instance'
import { mustRun, runProgram } from '@/lib/instance/program'
import { ensureConsoleUser, systemUser } from '@/lib/instance/system-users'
import { imapTalk } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { answerRequest } from './answer'
import { bundle, startAgent, type TestProcess } from './testing'

let instance: Instance
let list: string
beforeAll(async () => {
  instance = await runningCyrus('agent-recovery')
  list = `${instance.paths.cyrusData}/conf/mailboxes.db`
  const made = [
    'CREATE user/uma',
    'CREATE user/udo',
    'CREATE "Größe.1"'.replace('öß', '&APYA3w-'),
    'CREATE Shared/Plans',
  ]
  await asAdmin(
    instance,
    ...made,
    'SETACL Shared/Plans uma lrsip',
    'SETACL Shared/Plans -una r',
    'SETACL Shared/Plans anyone ""',
    'SETQUOTA user/uma (STORAGE 1000)',
    'CREATE user/uma/gone',
    'SETACL user/uma/gone cyrus x',
    'DELETE user/uma/gone',
    'RENAME user/udo user/ulf',
  )
  await talk(
    'uma',
    'CREATE Sent (USE (\\Sent))',
    'CREATE Cal (TYPE CALENDAR)',
    'SUBSCRIBE Sent',
    ...[1, 2].map(letter),
  )
  await talk('uma', 'SELECT INBOX', 'STORE 1 +FLAGS (\\Flagged \\Seen)')
  await talk('uma', 'SETMETADATA Sent (/shared/vendor/kolab/folder-type "mail.sentitems")')
})
afterAll(() => removeCyrus(instance))

const letter = (number: number) => append('INBOX', `From: a@b.example\nSubject: letter ${number}\n\nText\n`)
const talk = async (login: string, ...commands: string[]) =>
  (await imapTalk(person(login), commands, instance)).slice(1)
const ask = (verb: string, args: unknown = {}) => answerRequest(instance, { verb, arguments: args })
const recover = () => ask('cyrus.recoverMailboxes')
const tool = (name: string, ...argv: string[]) =>
  mustRun('cyrus', `/usr/lib/cyrus/bin/${name}`, ['-C', instance.paths.imapdConf, ...argv], {
    user: systemUser('cyrus'),
  })
const directoryOf = async (folder: string) => (await tool('mbpath', folder)).trim()

async function report(): Promise<Record<string, string>> {
  const answer = await ask('cyrus.recovery', { skip: 0, most: 50 })
  expect(answer).toMatchObject({ ok: true, result: { isRunning: false } })
  const { result } = answer as unknown as {
    result: { rows: { mailbox: string; outcome: string }[]; rowCount: number }
  }
  expect(result.rowCount).toBe(result.rows.length)
  return Object.fromEntries(result.rows.map(({ mailbox, outcome }) => [mailbox, outcome]))
}

/** Everything that people and administrators see of the folders. */
async function everything(): Promise<string[]> {
  const seen = await Promise.all([
    asAdmin(instance, 'LIST "" *', 'GETACL Shared/Plans', 'GETQUOTAROOT user/uma', 'GETACL user/ulf'),
    talk(
      'uma',
      'LSUB "" *',
      'LIST (SPECIAL-USE) "" *',
      'GETMETADATA Sent (/shared/vendor/kolab/folder-type)',
    ),
    talk('uma', 'EXAMINE INBOX', 'FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', 'MYRIGHTS Cal'),
  ])
  return seen.flat().map((answer) => answer.replace(/\(0\.\d+ sec.*\)/g, ''))
}

async function listed(): Promise<Record<string, Record<string, unknown>>> {
  const rows: Record<string, Record<string, unknown>> = JSON.parse(await tool('ctl_mboxlist', '-d'))
  const lasting = Object.entries(rows).filter(([, { mbtype }]) => !String(mbtype).includes('d'))
  return Object.fromEntries(lasting.map(([name, { mtime: _, foldermodseq: __, ...row }]) => [name, row]))
}

describe('the list of all folders', () => {
  it('comes back when it is gone: mail, rights, types, quotas, subscriptions, what was deleted', async () => {
    const [before, rows] = [await everything(), await listed()]
    await cyrus.stop(instance)
    rmSync(list)
    const names = Object.keys(rows).length
    expect(await recover()).toEqual({
      ok: true,
      result: { kept: 0, changed: 0, found: names, repaired: 0, unreadable: 0, missing: 0, backup: null },
    })
    expect(await everything()).toEqual(before)
    expect(await listed()).toEqual(rows)
    expect(await report()).toMatchObject({
      'user/uma/Sent': 'found',
      'Größe.1': 'found',
      'user/ulf': 'found',
    })
    const [deleted = ''] = await asAdmin(instance, 'LIST "" DELETED/*')
    const name = /DELETED\/user\/uma\/gone\/\w+/.exec(deleted)?.[0]
    expect((await asAdmin(instance, `RENAME ${name} user/uma/gone`))[0]).toMatch(/^t1 OK/m)
  })

  it('comes back with types and special uses when Cyrus was started without it', async () => {
    const [before, rows] = [await everything(), await listed()]
    expect(before.join('')).toContain('mail.sentitems')
    await cyrus.stop(instance)
    rmSync(list)
    await cyrus.start(instance)
    expect((await asAdmin(instance, 'LIST "" *'))[0]).not.toContain('* LIST')
    expect(await recover()).toMatchObject({ ok: true, result: { found: Object.keys(rows).length } })
    expect(await everything()).toEqual(before)
    expect(await listed()).toEqual(rows)
  })

  it('stays as it is when nothing is wrong with it, with a copy beside it', async () => {
    const [before, rows] = [await everything(), await listed()]
    const answer = await recover()
    const kept = Object.keys(rows).length
    expect(answer).toMatchObject({
      ok: true,
      result: { kept, changed: 0, found: 0, missing: 0, unreadable: 0 },
    })
    expect(await everything()).toEqual(before)
    const { backup } = (answer as unknown as { result: { backup: string } }).result
    expect(
      Object.keys(
        JSON.parse(await tool('ctl_mboxlist', '-d', '-f', `${list.replace(/[^/]+$/, '')}${backup}`)),
      ),
    ).toEqual(expect.arrayContaining(Object.keys(rows)))
    expect(existsSync(`${instance.paths.cyrusConfig}/recovery.conf`)).toBe(false)
    expect(existsSync(`${list}.recovered`)).toBe(false)
  })

  it('comes back when the file is rubbish, and takes up what only the spool knows', async () => {
    const before = await everything()
    await cyrus.stop(instance)
    writeFileSync(list, 'rubbish')
    const answer = await recover()
    expect(answer).toMatchObject({ ok: true, result: { kept: 0, missing: 0, unreadable: 0 } })
    expect(await everything()).toEqual(before)
    const { backup } = (answer as unknown as { result: { backup: string } }).result
    expect(readFileSync(`${list.replace(/[^/]+$/, '')}${backup}`, 'utf8')).toBe('rubbish')
  })

  it('keeps folders with damaged files: from the list as it was, or else from what is left of them', async () => {
    await talk('uma', 'CREATE NoHeader', 'CREATE NoIndex', 'CREATE Lost')
    await talk(
      'uma',
      ...['NoHeader', 'NoIndex', 'Lost'].map((folder) => append(folder, `Subject: ${folder}\n\nText\n`)),
    )
    await asAdmin(instance, 'SETACL user/uma/NoIndex ulf lrs', 'SETACL user/uma/NoHeader ulf lrs')
    rmSync(`${await directoryOf('user/uma/NoHeader')}/cyrus.header`)
    expect(await recover()).toMatchObject({
      ok: true,
      result: { repaired: 1, unreadable: 0, missing: 0, found: 0 },
    })
    expect((await report())['user/uma/NoHeader']).toBe('repaired')
    const lost = await directoryOf('user/uma/Lost')
    rmSync(`${await directoryOf('user/uma/NoIndex')}/cyrus.index`)
    writeFileSync(`${lost}/cyrus.header`, 'rubbish')
    await cyrus.stop(instance)
    rmSync(list)
    expect(await recover()).toMatchObject({ ok: true, result: { repaired: 1, unreadable: 1 } })
    const place = lost.slice(lost.indexOf('/uuid/') + 1)
    expect(await report()).toMatchObject({ 'user/uma/NoIndex': 'repaired', [place]: 'unreadable' })
    for (const folder of ['NoHeader', 'NoIndex']) {
      expect((await talk('uma', `SELECT ${folder}`, `SEARCH SUBJECT ${folder}`))[1]).toMatch(
        /^\* SEARCH 1\r$/m,
      )
      expect((await asAdmin(instance, `GETACL user/uma/${folder}`))[0]).toMatch(
        /uma lrswipkxtecdan ulf lrs\r$/m,
      )
    }
    expect(readFileSync(`${lost}/1.`, 'utf8')).toContain('Subject: Lost')
    await cyrus.stop(instance)
    rmSync(lost, { recursive: true })
    await cyrus.start(instance)
  })

  it('says which folders have no directory any more', async () => {
    await talk('uma', 'CREATE Vanished')
    rmSync(await directoryOf('user/uma/Vanished'), { recursive: true })
    expect(await recover()).toMatchObject({ ok: true, result: { missing: 1, unreadable: 0 } })
    expect((await report())['user/uma/Vanished']).toBe('missing')
  })

  it('is left alone when there is no spool, and Cyrus runs again', async () => {
    const spool = `${instance.paths.cyrusData}/spool`
    const before = await listed()
    renameSync(`${spool}/uuid`, `${spool}/elsewhere`)
    renameSync(`${spool}/elsewhere`, `${spool}-elsewhere`)
    try {
      expect(await recover()).toMatchObject({ ok: false, error: { code: 'service.refused' } })
    } finally {
      renameSync(`${spool}-elsewhere`, `${spool}/uuid`)
    }
    expect(await listed()).toEqual(before)
    expect((await talk('uma', 'NOOP'))[0]).toMatch(/OK/)
  })
})

describe('an agent that is killed in the middle', () => {
  let file: string
  let agent: TestProcess | undefined
  beforeAll(async () => {
    await ensureConsoleUser()
    await writeDescription(instance)
    file = await bundle('lib/agent/main.ts', instance.directory)
    const some = (group: string) => Array.from({ length: 25 }, (_, number) => `CREATE ${group}/f${number}`)
    await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((group) => asAdmin(instance, ...some(group))))
  })
  afterAll(async () => {
    agent?.child.kill('SIGKILL')
    await agent?.ended
  })

  const socket = () => instance.paths.agentSocket
  const recovery = () => callAgent(socket(), 'cyrus.recoverMailboxes', {})

  it.each([0, 50, 100])('after %i of the folders: the list is whole and Cyrus runs', async (after) => {
    const before = await listed()
    agent = await startAgent(file, instance.directory)
    const asked = recovery().catch((error) => error)
    const isThere = async () => {
      const { isRunning, done } = await callAgent(socket(), 'cyrus.recovery', { skip: 0, most: 1 })
      return isRunning && done >= after && (after > 0 || (await cyrus.main(instance)) === undefined)
    }
    expect(await until(isThere, 20_000, 5)).toBe(true)
    agent.child.kill('SIGKILL')
    await agent.ended
    expect(await asked).toMatchObject({ code: 'service.unreachable' })
    agent = await startAgent(file, instance.directory)
    const signsIn = async () => {
      if ((await cyrus.main(instance)) === undefined) return false
      return (await talk('uma', 'NOOP').catch(() => []))[0]?.includes('OK') ?? false
    }
    expect(await until(signsIn, 20_000, 100)).toBe(true)
    expect(await listed()).toEqual(before)
    expect(existsSync(`${list}.recovered`)).toBe(false)
    agent.child.kill('SIGTERM')
    expect(await agent.ended).toBe(0)
  })

  it('does it when it is asked again, and once only while it is at it', async () => {
    agent = await startAgent(file, instance.directory)
    const kept = Object.keys(await listed()).length
    const [first, second] = await Promise.allSettled([recovery(), recovery()])
    expect(first).toMatchObject({ value: { kept, found: 0, missing: 0 } })
    expect(second).toMatchObject({ reason: { kind: 'conflict', code: 'agent.refused' } })
  })

  it('lets other tools wait until the new list is there', async () => {
    const again = recovery()
    const isRunning = async () =>
      (await callAgent(socket(), 'cyrus.recovery', { skip: 0, most: 1 })).isRunning
    expect(await until(isRunning, 30_000, 5)).toBe(true)
    const { folders } = await callAgent(socket(), 'mailbox.reconstruct', {
      ...{ mailbox: 'user/uma', recursive: false },
    })
    expect([folders, await isRunning()]).toEqual([1, false])
    await again
  })
})

it('folders that somebody made while the list was gone leave none of their names out without a word', async () => {
  const before = await listed()
  await cyrus.stop(instance)
  rmSync(list)
  await cyrus.start(instance)
  await asAdmin(instance, 'CREATE user/uma')
  await talk('uma', 'CREATE Sent')
  const meanwhile = await listed()
  expect(Object.keys(meanwhile)).toEqual(['user.uma', 'user.uma.Sent'])
  expect(await recover()).toMatchObject({ ok: true, result: { unreadable: 2 } })
  const after = await listed()
  const out = [...Object.values(before), ...Object.values(meanwhile)]
    .map(({ uniqueid }) => uniqueid)
    .filter((id) => !Object.values(after).some(({ uniqueid }) => uniqueid === id))
  const answer = await ask('cyrus.recovery', { skip: 0, most: 2 })
  const { rows } = (answer as unknown as { result: { rows: { mailbox: string; outcome: string }[] } }).result
  expect(rows.map(({ outcome }) => outcome)).toEqual(['unreadable', 'unreadable'])
  expect(rows.map(({ mailbox }) => mailbox.replace(/^.*\//, '')).sort()).toEqual(out.sort())
})

it('partitions are read from Cyrus’s configuration, with the room they have', async () => {
  const asCyrus = { user: systemUser('cyrus') }
  const second = `${instance.paths.cyrusData}/second`
  await runProgram('/bin/mkdir', [second], asCyrus)
  const conf = readFileSync(instance.paths.imapdConf, 'utf8')
  writeFileSync(instance.paths.imapdConf, `${conf}partition-archive: ${second}\npartition-broken: /nowhere\n`)
  const free = Number((await mustRun('df', 'df', ['--output=avail', '-B1', second])).split('\n')[1])
  const room = { size: expect.any(Number), free: expect.any(Number) }
  const answer = await ask('cyrus.partitions')
  writeFileSync(instance.paths.imapdConf, conf)
  expect(answer).toEqual({
    ok: true,
    result: {
      partitions: [
        { name: 'default', isDefault: true, ...room },
        { name: 'archive', isDefault: false, ...room },
        { name: 'broken', isDefault: false, size: null, free: null },
      ],
    },
  })
  expect(Math.abs(Number(JSON.stringify(answer).match(/"free":(\d+)/)?.[1]) - free)).toBeLessThan(1e9)
})
