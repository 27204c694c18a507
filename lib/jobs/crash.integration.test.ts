/** A job over thousands of accounts while its worker and slapd, of an instance of their own, are killed again and again. */

import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { closeDatabase, migrate } from '@/lib/adapters/database'
import { bundle, guard, startProcess, type TestProcess, testDirectory } from '@/lib/agent/testing'
import { createDomain } from '@/lib/directory'
import { createInstance } from '@/lib/instance/create'
import type { Instance } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { findProcesses } from '@/lib/instance/processes'
import { slapd } from '@/lib/instance/slapd/slapd'
import { runLdapTool } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { showJob, startBulk } from '.'

const directory = testDirectory()
let instance: Instance
let remove: () => Promise<void>
const tag = randomBytes(4).toString('hex')
const domain = `crash-${tag}.example`
let top = ''
const root: Caller = { kind: 'root' }
const COUNT = 5000

let program = ''
let worker: TestProcess | undefined
const start = () => {
  worker = startProcess(program, instance.directory)
}

beforeAll(async () => {
  remove = await guard(directory)
  const [name, hostname] = [path.basename(directory), 'mail.example.com']
  instance = await createInstance({
    ...{ directory, name, hostname, domain: 'example.com', ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  await slapd.start(instance)
  process.env.SERVER_MANAGER_INSTANCE = directory
  top = `o=${domain},${instance.suffix}`
  program = await bundle('lib/worker/main.ts', instance.paths.console)
  await perform(root, createDomain, { name: domain })
  const entries = Array.from({ length: COUNT }, (_, i) =>
    [
      `dn: uid=c${i}-${tag},${top}`,
      ...['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'].map((name) => `objectClass: ${name}`),
      ...[`uid: c${i}-${tag}`, `cn: Crash ${i}`, 'sn: Crash', 'smMailbox: FALSE', ''],
    ].join('\n'),
  )
  await runLdapTool('ldapadd', entries.join('\n'))
}, 120_000)

afterAll(async () => {
  worker?.child.kill('SIGKILL')
  await worker?.ended
  await closeDatabase(instance.paths.database)
  await remove()
})

it('is resumed, and every account is changed exactly once', async () => {
  const selection = { matching: { at: top, text: tag } }
  const { id, total } = await perform(root, startBulk, { action: 'suspend', selection })
  expect(total).toBe(COUNT)
  start()
  for (let round = 1; round <= 4; round++) {
    await reach(id, (COUNT * round) / 6)
    worker?.child.kill('SIGKILL')
    await worker?.ended
    if (round % 2 === 0) {
      const isProgram = (executable: string) => executable.endsWith('/slapd')
      for (const pid of findProcesses({ directory: instance.directory, isProgram }))
        process.kill(pid, 'SIGKILL')
      start()
      expect(await until(async () => (await job(id)).trouble === 'service.unreachable', 20_000)).toBe(true)
      await slapd.start(instance)
    } else start()
  }
  expect(await until(async () => (await job(id)).state === 'done', 200_000)).toBe(true)
  expect((await perform(root, showJob, { id })).counts).toMatchObject({ done: COUNT, failed: 0, skipped: 0 })
  const found = await runLdapTool('ldapsearch', '', ['-LLL', '-b', top, '(smAccountStatus=suspended)', '1.1'])
  expect(found.match(/^dn:/gm)).toHaveLength(COUNT)
  const records = await connections().database.intent.groupBy({
    by: ['job'],
    where: { job: { startsWith: id }, state: { in: ['done', 'finished'] } },
    _count: true,
  })
  expect(records).toHaveLength(COUNT)
  expect(records.filter(({ _count }) => _count !== 1)).toEqual([])
}, 400_000)

const job = (id: string) => connections().database.job.findUniqueOrThrow({ where: { id } })

async function reach(id: string, done: number): Promise<void> {
  const count = () => connections().database.jobItem.count({ where: { jobId: id, state: 'done' } })
  expect(await until(async () => (await count()) >= done, 200_000)).toBe(true)
}
