import { expect, it } from 'vitest'
import { z } from 'zod'
import type { PrismaClient } from '@/lib/adapters/database'
import { ConsoleError } from '@/lib/errors'
import { type Intent, isAlive, recordEvent, thisProcess, withIntent } from './intents'
import { operation } from './operation'
import { withDatabase } from './testing'

const create = operation({
  name: 'user.create',
  kind: 'change',
  input: z.object({ login: z.string(), password: z.string() }),
  target: ({ login }) => ({ name: login }),
  run: async () => {},
})
const actor = { caller: { kind: 'root' } as const, person: null, idOf: async (dn: string) => `id of ${dn}` }
const input = { login: 'anna', password: 'very secret 1' }
const run = (database: PrismaClient, work: (intent: Intent) => Promise<void>) =>
  withIntent(database, actor, create, input, work)
const refused = () => Promise.reject(new ConsoleError('conflict', 'login.taken'))
const silent = () =>
  Promise.reject(new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' }))

it('the row stands before the change begins and is closed after it', () =>
  withDatabase(async (database) => {
    await run(database, async () => {
      expect(await database.intent.findFirst()).toMatchObject({
        state: 'open',
        targetName: 'anna',
        actor: 'root',
      })
    })
    expect(await database.intent.findFirst()).toMatchObject({ state: 'done', code: null })
  }))

it('is found by the entry that was there when it began, or was made by then', () =>
  withDatabase(async (database) => {
    await run(database, async (intent) => {
      intent.about({ dn: 'uid=anna,o=a', name: 'anna' })
      intent.met({ dn: 'UID=anna,o=a', id: 'first' })
      await intent.step('entry', {}, async () => {})
      expect(await database.intent.findFirst()).toMatchObject({ targetId: 'first' })
      intent.met({ dn: 'uid=anna,o=a', id: 'second' })
    })
    await run(database, async (intent) => intent.about({ dn: 'uid=made,o=a', name: 'made' }))
    await run(database, async () => {})
    const rows = await database.intent.findMany({ orderBy: { at: 'asc' } })
    expect(rows.map(({ targetId }) => targetId)).toEqual(['first', 'id of uid=made,o=a', null])
  }))

it('passwords reach neither the input nor the changes', () =>
  withDatabase(async (database) => {
    await run(database, async (intent) => {
      intent.change({
        dn: 'uid=anna',
        attribute: 'userPassword',
        before: ['old secret'],
        after: ['very secret 1'],
      })
    })
    expect(JSON.stringify(await database.intent.findMany())).not.toContain('secret')
  }))

it('a failure takes the parts back, last first', () =>
  withDatabase(async (database) => {
    const undone: string[] = []
    const undo = (name: string) => async () => void undone.push(name)
    const work = run(database, async (intent) => {
      await intent.step('entry', {}, async () => {}, undo('entry'))
      await intent.step('mailbox', {}, async () => {}, undo('mailbox'))
      await intent.step('quota', {}, refused, undo('quota'))
    })
    await expect(work).rejects.toMatchObject({ code: 'login.taken' })
    expect(undone).toEqual(['mailbox', 'entry'])
    expect(await database.intent.findFirst()).toMatchObject({ state: 'failed', code: 'login.taken' })
  }))

it('a part that was refused did nothing and is not taken back: it would be somebody else’s', () =>
  withDatabase(async (database) => {
    let undone = false
    const undo = async () => {
      undone = true
    }
    await expect(run(database, (intent) => intent.step('entry', {}, refused, undo))).rejects.toThrow()
    expect(undone).toBe(false)
  }))

it('a part without an answer may have happened and is taken back', () =>
  withDatabase(async (database) => {
    let undone = false
    const undo = async () => {
      undone = true
    }
    await expect(run(database, (intent) => intent.step('mailbox', {}, silent, undo))).rejects.toThrow()
    expect(undone).toBe(true)
  }))

it('what cannot be taken back stays visible, and what it rests on stays', () =>
  withDatabase(async (database) => {
    let entryGone = false
    const work = run(database, async (intent) => {
      await intent.step(
        'entry',
        {},
        async () => {},
        async () => {
          entryGone = true
        },
      )
      await intent.step('mailbox', {}, silent, silent)
    })
    await expect(work).rejects.toMatchObject({ kind: 'unavailable' })
    expect(entryGone).toBe(false)
    const row = await database.intent.findFirst()
    expect(row).toMatchObject({ state: 'stuck' })
    expect(row?.steps).toContain('uncertain')
  }))

it('a part without an answer that cannot be taken back waits for whoever can finish it', () =>
  withDatabase(async (database) => {
    const recoverable = operation({ ...create, recover: async () => 'finished' as const })
    const work = (of: typeof create) =>
      withIntent(database, actor, of, input, (intent) => intent.step('rename', {}, silent))
    await expect(work(recoverable)).rejects.toMatchObject({ kind: 'unavailable', code: 'intent.later' })
    expect(await database.intent.findFirst()).toMatchObject({ state: 'stuck', code: 'service.unreachable' })
    await expect(work(create)).rejects.toMatchObject({ code: 'service.unreachable' })
    expect(await database.intent.count({ where: { state: 'failed' } })).toBe(1)
  }))

it('a process is known by its pid and its start time', () => {
  expect(isAlive(thisProcess())).toBe(true)
  expect(isAlive(`${process.pid}:1`)).toBe(false)
  expect(isAlive('999999999:123')).toBe(false)
  expect(isAlive('')).toBe(false)
})

it('why something failed is kept with its values, to be told in any language', () =>
  withDatabase(async (database) => {
    const full = new ConsoleError('conflict', 'domain.notEmpty', { contents: 'anna, bert' })
    await expect(run(database, () => Promise.reject(full))).rejects.toBe(full)
    const field = { field: 'login', code: 'input.tooLong', values: { max: 64 } } as const
    const marked = new ConsoleError('invalid', 'input.invalid', {}, [field])
    await expect(run(database, () => Promise.reject(marked))).rejects.toBe(marked)
    const throttled = { code: 'access.throttled', values: { minutes: 5 } } as const
    await recordEvent(database, actor, 'session.signIn', 'failed', throttled)
    const rows = await database.intent.findMany({ orderBy: { at: 'asc' } })
    expect(rows.map(({ code, codeValues, detail }) => [code, codeValues, detail])).toEqual([
      ['domain.notEmpty', '{"contents":"anna, bert"}', null],
      ['input.tooLong', '{"max":64}', null],
      ['access.throttled', '{"minutes":5}', null],
    ])
  }))
