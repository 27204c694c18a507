/** A worker of an instance whose servers are all down: it has to go on all the same. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDatabase, migrate, openDatabase, type PrismaClient } from '@/lib/adapters/database'
import { bundle, emptyInstance, startProcess, type TestProcess } from '@/lib/agent/testing'
import { until } from '@/lib/instance/until'

const { instance, remove } = await emptyInstance()
const { paths, directory } = instance
let database: PrismaClient
let worker: TestProcess

beforeAll(async () => {
  mkdirSync(paths.consoleData, { recursive: true })
  mkdirSync(paths.secrets, { recursive: true })
  for (const name of ['console', 'cyrus'] as const) writeFileSync(paths.secret(name), 'a secret')
  const file = await bundle('lib/worker/main.ts', directory)
  migrate(paths.database, path.resolve('prisma/migrations'))
  database = openDatabase(paths.database)
  worker = startProcess(file, directory)
})

afterAll(async () => {
  worker.child.kill('SIGKILL')
  await closeDatabase(paths.database)
  await remove()
})

it('closes what a process that died left open, as soon as it can say what came of it', async () => {
  await addOpenChange('a single write', 'service.stop')
  expect(await settles('a single write')).toBe('interrupted')
})

it('leaves open what only a server can tell, and goes on', async () => {
  await addOpenChange('several writes', 'user.create')
  await addOpenChange('another single write', 'service.start')
  expect(await settles('another single write')).toBe('interrupted')
  expect(await stateOf('several writes')).toBe('open')
  expect(worker.child.exitCode).toBeNull()
})

it('leaves alone what a living process is doing', async () => {
  const started = (await import('@/lib/access/intents')).thisProcess()
  await addOpenChange('under way', 'service.stop', started)
  await addOpenChange('yet another', 'service.stop')
  expect(await settles('yet another')).toBe('interrupted')
  expect(await stateOf('under way')).toBe('open')
})

it('removes sessions that have ended', async () => {
  const past = new Date(Date.now() - 1000)
  const times = { createdAt: past, seenAt: past, expiresAt: past }
  worker.child.kill('SIGKILL')
  await worker.ended
  await database.session.create({
    data: { id: 'ended', person: 'p', login: 'anna', address: '', userAgent: '', ...times },
  })
  worker = startProcess(path.join(directory, 'worker.mjs'), directory)
  expect(await until(async () => (await database.session.count()) === 0, 30_000)).toBe(true)
})

it('ends at once on SIGTERM', async () => {
  await addOpenChange('when it has found its feet', 'service.stop')
  await settles('when it has found its feet')
  worker.child.kill('SIGTERM')
  expect(await Promise.race([worker.ended, pause(15_000, 'still there')])).toBe(0)
})

it('writes one line of JSON for each thing', () => {
  const lines = worker.output().trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(expect.arrayContaining(['started', 'ending']))
})

/** A row as a process leaves it that is killed in the middle; no process has this pid with this start time. */
async function addOpenChange(id: string, operation: string, process = '1:0'): Promise<void> {
  const actor = { actor: 'root', actorId: 'root', actorDn: '', role: 'manager', face: 'command', address: '' }
  await database.intent.create({
    data: {
      ...{ id, operation, process, ...actor, at: new Date(), state: 'open' },
      ...{ target: '', targetName: '', input: '{}', changes: '[]', steps: '[]' },
    },
  })
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await database.intent.findUnique({ where: { id } }))?.state
}

async function settles(id: string): Promise<string | undefined> {
  await until(async () => (await stateOf(id)) !== 'open', 30_000)
  return stateOf(id)
}
