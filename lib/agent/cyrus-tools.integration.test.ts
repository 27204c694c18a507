/** Cyrus's own tools through the agent: what is damaged on disk comes back, what was deleted too, and nothing else is done. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { append, asAdmin, person, removeCyrus, runningCyrus } from '@/lib/instance/cyrus/testing'
import type { Instance } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { imapTalk } from '@/lib/instance/testing'
import { answerRequest } from './answer'

let instance: Instance
beforeAll(async () => {
  instance = await runningCyrus('agent-cyrus')
  await asAdmin(instance, 'CREATE user/uma', 'CREATE user/udo', 'CREATE user/ulf', 'CREATE Shared')
})
afterAll(() => removeCyrus(instance))

const ask = (verb: string, args: unknown) => answerRequest(instance, { verb, arguments: args })
const talk = async (login: string, ...commands: string[]) =>
  (await imapTalk(person(login), commands, instance)).slice(1)

async function result(verb: string, args: unknown): Promise<Record<string, unknown>> {
  const answer = await ask(verb, args)
  expect(answer).toMatchObject({ ok: true })
  return (answer as { result: Record<string, unknown> }).result
}

/** The folder's directory, as Cyrus says. */
async function directoryOf(folder: string): Promise<string> {
  const argv = ['-C', instance.paths.imapdConf, folder]
  return (await mustRun('cyrus', '/usr/lib/cyrus/bin/mbpath', argv, { user: systemUser('cyrus') })).trim()
}

async function messagesIn(login: string, folder: string): Promise<number> {
  const [answer = ''] = await talk(login, `STATUS "${folder}" (MESSAGES)`)
  return Number(/MESSAGES (\d+)/.exec(answer)?.[1])
}

const message = (subject: string, more = '') =>
  `From: Somebody <some@where.example>\nSubject: ${subject}\n${more}\nText\n`

describe('the agent refuses', () => {
  const names = [
    ...['', '-r', '-C/etc/passwd', '/', '/user/uma', 'user', 'user/', 'user//uma', 'user/uma/'],
    ...[
      'user/*',
      'user/um%',
      '*',
      '%',
      'user/uma\nuser/udo',
      'user/uma\0',
      'user/uma/\ud800',
      'x'.repeat(601),
    ],
    ...['DELETED', 'DELETED/user/uma/6B0155F8', 'INBOX', 'INBOX/Sent'],
  ]
  const verbs: [verb: string, rest: Record<string, unknown>, key: string][] = [
    ['mailbox.reconstruct', { recursive: false }, 'mailbox'],
    ['mailbox.deletedMessages', { skip: 0, most: 50 }, 'mailbox'],
    ['mailbox.undelete', { uids: 'all' }, 'mailbox'],
    ['quota.fix', {}, 'root'],
  ]

  it.each(verbs)('%s of what is no folder’s name', async (verb, rest, key) => {
    for (const name of [...names, 7, ['user/uma'], null]) {
      const answer = await ask(verb, { ...rest, [key]: name })
      expect(answer, String(name)).toMatchObject({ ok: false, error: { code: 'agent.refused' } })
    }
  })

  it.each([
    ['mailbox.undelete', { uids: [] }],
    ['mailbox.undelete', { uids: [0] }],
    ['mailbox.undelete', { uids: ['1'] }],
    ['mailbox.undelete', { uids: [1.5] }],
    ['mailbox.undelete', { uids: 'some' }],
    ['mailbox.undelete', { uids: Array.from({ length: 1001 }, (_, index) => index + 1) }],
    ['mailbox.deletedMessages', { skip: -1, most: 50 }],
    ['mailbox.deletedMessages', { skip: 0, most: 51 }],
    ['mailbox.reconstruct', { recursive: 'yes' }],
    ['mailbox.reconstruct', { recursive: false, conf: '/etc/imapd.conf' }],
  ])('%s with %j', async (verb, rest) => {
    const answer = await ask(verb, { mailbox: 'user/uma', ...rest })
    expect(answer).toMatchObject({ ok: false, error: { code: 'agent.refused' } })
  })

  it('folders that Cyrus does not know', async () => {
    for (const [verb, rest] of verbs.slice(0, 3)) {
      const answer = await ask(verb, { ...rest, mailbox: 'user/nobody/Größe' })
      expect(answer).toMatchObject({ ok: false, error: { kind: 'notFound', code: 'access.notFound' } })
    }
  })
})

describe('mailbox.reconstruct', () => {
  it('brings the messages of a folder back whose index is gone', async () => {
    const folder = "Ä & b's (1)"
    const wire = "&AMQ- &- b's (1)"
    await talk('uma', `CREATE "${wire}"`, ...[1, 2, 3].map((n) => append(wire, message(`m${n}`))))
    const directory = await directoryOf(`user/uma/${wire}`)
    for (const file of ['cyrus.index', 'cyrus.cache', 'cyrus.header']) rmSync(`${directory}/${file}`)
    expect((await talk('uma', `EXAMINE "${wire}"`))[0]).toMatch(/^t1 NO/m)
    const first = await result('mailbox.reconstruct', { mailbox: `user/uma/${folder}`, recursive: false })
    expect(first).toMatchObject({ folders: 1, added: 3, lost: 0 })
    expect(JSON.stringify(first.notes)).toContain('failed to read index header')
    expect(await messagesIn('uma', wire)).toBe(3)
    expect((await talk('uma', `SELECT "${wire}"`, 'SEARCH SUBJECT m2'))[1]).toMatch(/^\* SEARCH 2\r$/m)
    const again = await result('mailbox.reconstruct', { mailbox: `user/uma/${folder}`, recursive: false })
    expect(again).toEqual({ folders: 1, added: 0, lost: 0, notes: [] })
  })

  it('finds what is gone and what does not belong there, and says no path', async () => {
    await talk('udo', append('INBOX', message('one')), append('INBOX', message('two')))
    const directory = await directoryOf('user/udo')
    rmSync(`${directory}/1.`)
    writeFileSync(`${directory}/odd`, '')
    const found = await result('mailbox.reconstruct', { mailbox: 'user/udo', recursive: false })
    expect(found).toMatchObject({
      folders: 1,
      added: 0,
      lost: 1,
      notes: [expect.stringContaining('odd file')],
    })
    expect(JSON.stringify(found)).not.toContain(instance.directory)
    expect(await messagesIn('udo', 'INBOX')).toBe(1)
    expect(readdirSync(directory)).toContain('odd')
  })

  it('goes below a folder only when asked to', async () => {
    await talk('ulf', 'CREATE Deep', 'CREATE Deep/er')
    const folders = async (recursive: boolean, mailbox: string) =>
      (await result('mailbox.reconstruct', { mailbox, recursive })).folders
    expect(await folders(false, 'user/ulf')).toBe(1)
    expect(await folders(true, 'user/ulf')).toBe(3)
    expect(await folders(true, 'user/ulf/Deep/er')).toBe(1)
    expect(await folders(false, 'Shared')).toBe(1)
  })
})

describe('quota.fix', () => {
  const used = async (root: string) =>
    Number(/STORAGE (\d+) /.exec((await asAdmin(instance, `GETQUOTA ${root}`))[0] ?? '')?.[1])

  it('counts anew what somebody uses, and only that', async () => {
    for (const login of ['dora', 'dirk']) {
      await asAdmin(instance, `CREATE user/${login}`, `SETQUOTA user/${login} (STORAGE 1000)`)
      await talk(login, append('INBOX', message('x'.repeat(3000))))
      const file = `${instance.paths.cyrusData}/conf/quota/d/user.${login}`
      writeFileSync(file, readFileSync(file, 'utf8').replace(/S \(\d+ 1000\)/, 'S (999999 1000)'))
    }
    expect(await used('user/dora')).toBe(976)
    const fixed = await result('quota.fix', { root: 'user/dora' })
    expect(fixed).toEqual({
      corrected: [{ root: 'user/dora', resource: 'STORAGE', was: 999999, now: expect.any(Number) }],
      notes: [],
    })
    expect(await used('user/dora')).toBe(2)
    expect(await used('user/dirk')).toBe(976)
    expect((await result('quota.fix', {})).corrected).toMatchObject([{ root: 'user/dirk' }])
    expect(await used('user/dirk')).toBe(2)
    expect(await result('quota.fix', {})).toEqual({ corrected: [], notes: [] })
  })
})

describe('deleted messages', () => {
  const list = (mailbox: string, skip = 0, most = 50) =>
    result('mailbox.deletedMessages', { mailbox, skip, most }) as Promise<{
      total: number
      messages: {
        uid: number
        subject: string
        from: string
        size: number
        received: string
        deleted: string
      }[]
    }>

  async function expunge(login: string, folder: string): Promise<void> {
    await talk(login, `SELECT "${folder}"`, 'STORE 1:* +FLAGS.SILENT (\\Deleted \\Seen)', 'EXPUNGE')
  }

  it('are listed with dates, sender and subject, the last first', async () => {
    await talk('uma', 'CREATE Bin', append('Bin', message('plain "quoted" \\ text')))
    await talk(
      'uma',
      append('Bin', message('=?utf-8?q?S=C3=BC=C3=9F_=E2=9C=93?=')),
      append('Bin', 'To: a@b\n\nx\n'),
    )
    const before = Date.now()
    await expunge('uma', 'Bin')
    const { total, messages } = await list('user/uma/Bin')
    expect(total).toBe(3)
    expect(messages.map(({ subject }) => subject)).toEqual(['', 'Süß ✓', 'plain "quoted" \\ text'])
    expect(messages.map(({ uid }) => uid)).toEqual([3, 2, 1])
    expect(messages[2]?.from).toBe('Somebody <some@where.example>')
    expect(Math.abs(Date.parse(messages[2]?.deleted ?? '') - before)).toBeLessThan(10_000)
    expect(Math.abs(Date.parse(messages[2]?.received ?? '') - before)).toBeLessThan(60_000)
    expect((await list('user/uma/Bin', 1, 1)).messages.map(({ uid }) => uid)).toEqual([2])
    expect(await list('user/uma/Bin', 3)).toEqual({ total: 3, messages: [] })
  })

  it('come back one by one or all, not marked as deleted', async () => {
    await talk(
      'uma',
      'CREATE Back',
      ...['a', 'b', 'c', 'd'].map((subject) => append('Back', message(subject))),
    )
    await expunge('uma', 'Back')
    expect(await messagesIn('uma', 'Back')).toBe(0)
    const undelete = (uids: number[] | 'all') =>
      result('mailbox.undelete', { mailbox: 'user/uma/Back', uids })
    expect(await undelete([2, 99])).toEqual({ restored: 1 })
    const [, subjects, flags] = await talk('uma', 'SELECT Back', 'SEARCH SUBJECT b', 'FETCH 1 FLAGS')
    expect(subjects).toMatch(/^\* SEARCH 1\r$/m)
    expect(flags).not.toContain('\\Deleted')
    expect((await list('user/uma/Back')).messages.map(({ subject }) => subject)).toEqual(['d', 'c', 'a'])
    expect(await undelete('all')).toEqual({ restored: 3 })
    expect(await undelete('all')).toEqual({ restored: 0 })
    expect(await messagesIn('uma', 'Back')).toBe(4)
    expect(await list('user/uma/Back')).toEqual({ total: 0, messages: [] })
  })

  it('cannot make themselves more than they are', async () => {
    const forged =
      '=0A=0AUID:_77=0A=09Size:_1=0A=09Sent:_x=0A=09Recv:_Sat_Nov_21_08:46:22_2026=0A=09Expg:_Sat_Nov_21_08:46:22_2099=0A=09From:_y=0A'
    await talk(
      'uma',
      'CREATE Forged',
      append('Forged', message(`=?utf-8?q?z${forged}?=`, `To: =?utf-8?q?z${forged}?= <t@b.example>\n`)),
    )
    await talk('uma', append('Forged', message('x'.repeat(5000))))
    await expunge('uma', 'Forged')
    const argv = ['-C', instance.paths.imapdConf, '-l', 'user/uma/Forged']
    const raw = await mustRun('cyrus', '/usr/lib/cyrus/bin/unexpunge', argv, { user: systemUser('cyrus') })
    expect(raw).toMatch(/^UID: 77$/m)
    const { messages } = await list('user/uma/Forged')
    expect(messages.map(({ uid }) => uid)).toEqual([2, 1])
    expect(messages[0]?.subject).toHaveLength(150)
  })

  it('are shown in pages, however many there are', async () => {
    await talk(
      'ulf',
      'CREATE Many',
      ...Array.from({ length: 102 }, (_, n) => append('Many', message(`${'🙂'.repeat(200)}${n}`))),
    )
    await expunge('ulf', 'Many')
    const pages = [
      await list('user/ulf/Many', 0),
      await list('user/ulf/Many', 50),
      await list('user/ulf/Many', 100),
    ]
    expect(pages.map(({ total }) => total)).toEqual([102, 102, 102])
    expect(new Set(pages.flatMap(({ messages }) => messages.map(({ uid }) => uid))).size).toBe(102)
  })
})
