/**
 * A job over thousands of accounts, asked of the web process as it is built, while worker, slapd and web, of an instance
 * of their own, are killed again and again, together and each alone.
 */

import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildIfChanged, deployTo } from '@/bin/build.mjs'
import { type Caller, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { closeDatabase, migrate } from '@/lib/adapters/database'
import { guard, startProcess, type TestProcess, testDirectory } from '@/lib/agent/testing'
import { askWebProcess } from '@/lib/cli/web-process'
import {
  consoleProcessAnswers,
  endConsoleProcesses,
  findConsoleProcess,
  startConsoleProcess,
} from '@/lib/instance/console-processes'
import { createInstance } from '@/lib/instance/create'
import type { Instance } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { findProcesses } from '@/lib/instance/processes'
import { slapd } from '@/lib/instance/slapd/slapd'
import { runLdapTool } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { english, translate } from '@/lib/locales/translate'
import { showJob } from '.'

const directory = testDirectory()
let instance: Instance
let remove: () => Promise<void>
const tag = randomBytes(4).toString('hex')
const domain = 'example.com'
let top = ''
const root: Caller = { kind: 'root' }
const COUNT = 5000

let worker: TestProcess | undefined
const start = () => {
  worker = startProcess(path.join(instance.paths.console, 'worker.mjs'), instance.directory)
}
const password = 'starts a long job 1'

beforeAll(async () => {
  remove = await guard(directory)
  const [name, hostname] = [path.basename(directory), 'mail.example.com']
  instance = await createInstance({
    ...{ directory, name, hostname, domain, ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  await slapd.start(instance)
  process.env.SERVER_MANAGER_INSTANCE = directory
  top = `o=${domain},${instance.suffix}`
  await buildIfChanged()
  deployTo(instance.paths.console)
  await startWeb()
  await runLdapTool(
    'ldapmodify',
    [
      `dn: uid=admin,${top}`,
      ...[
        'changetype: modify',
        'replace: pwdReset',
        '-',
        'replace: userPassword',
        `userPassword: ${password}`,
      ],
      '',
    ].join('\n'),
  )
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
  await endConsoleProcesses(instance)
  await closeDatabase(instance.paths.database)
  await remove()
})

it('is resumed, and every account is changed exactly once', async () => {
  const input = { action: 'suspend', selection: { matching: { at: top, text: tag } } }
  const asked = ask('bulk.start', input).catch(() => undefined)
  // Killed while it writes the job down: that is there as a whole then, or not at all.
  expect(
    await until(async () => (await connections().database.intent.count({ where: started })) > 0, 20_000),
  ).toBe(true)
  killWeb()
  await asked
  const left = await connections().database.job.findMany({ include: { _count: { select: { items: true } } } })
  expect(left.map(({ _count }) => _count.items)).toEqual(left.map(() => COUNT))
  await startWeb()
  if (left.length === 0) expect(await ask('bulk.start', input)).toMatchObject({ total: COUNT })
  const { id } = await connections().database.job.findFirstOrThrow()
  start()
  let reached = 0
  for (const killed of ['worker and web', 'slapd', 'worker and slapd', 'web', 'worker']) {
    await reach(id, (COUNT * ++reached) / 7)
    if (killed.includes('worker')) {
      worker?.child.kill('SIGKILL')
      await worker?.ended
    }
    if (killed.includes('web')) killWeb()
    if (killed.includes('slapd')) killSlapd()
    if (killed.includes('worker')) start()
    if (killed.includes('slapd')) {
      expect(await until(async () => (await job(id)).trouble === away, 20_000)).toBe(true)
      await slapd.start(instance)
    }
    // The next round has one to kill again.
    if (killed === 'worker and web') await startWeb()
  }
  // Nobody needs the web process for the job to go on; when it is back it tells how far that is.
  await startWeb()
  expect(await ask('job.show', { id })).toMatchObject({ id, total: COUNT, state: 'running' })
  expect(await until(async () => (await job(id)).state === 'done', 200_000)).toBe(true)
  expect((await perform(root, showJob, { id })).counts).toMatchObject({ done: COUNT, failed: 0, skipped: 0 })
  expect(await connections().database.job.count()).toBe(1)
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

/** The code and its values, as the row has them. */
const away = 'service.unreachable {"service":"slapd"}'

const started = { operation: 'bulk.start' }

/** What the manager asks of the web process from the command line. */
const ask = (operation: string, input: unknown) =>
  askWebProcess(instance, { login: 'admin', password, operation, input, language: 'en' }, translate(english))

async function startWeb(): Promise<void> {
  startConsoleProcess(instance, 'web').unref()
  expect(await until(() => consoleProcessAnswers(instance, 'web'), 30_000)).toBe(true)
}

function killWeb(): void {
  const pids = findConsoleProcess(instance, 'web')
  expect(pids).not.toEqual([])
  for (const pid of pids) process.kill(pid, 'SIGKILL')
}

function killSlapd(): void {
  const isProgram = (executable: string) => executable.endsWith('/slapd')
  const pids = findProcesses({ directory: instance.directory, isProgram })
  expect(pids).not.toEqual([])
  for (const pid of pids) process.kill(pid, 'SIGKILL')
}

const job = (id: string) => connections().database.job.findUniqueOrThrow({ where: { id } })

async function reach(id: string, done: number): Promise<void> {
  const count = () => connections().database.jobItem.count({ where: { jobId: id, state: 'done' } })
  expect(await until(async () => (await count()) >= done, 200_000)).toBe(true)
}
