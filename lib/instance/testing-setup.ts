/**
 * Vitest's global set-up for the tests against real servers: one instance for the run, on free ports, with all
 * servers and the agent. A guard removes it when this process ends, however it ends.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { migrate } from '@/lib/adapters/database/migrate'
import { consoleProcessAnswers, startConsoleProcess } from './console-processes'
import { createInstance } from './create'
import type { Instance } from './instance'
import { freePorts } from './ports'
import { startAll } from './run'
import { testPlace } from './testing-place'
import { until } from './until'

const project = path.resolve(import.meta.dirname, '../..')

/** Uses $SERVER_MANAGER_TEST_INSTANCE, left alone afterwards, or makes an instance and returns what removes it. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.SERVER_MANAGER_TEST_INSTANCE
  if (given) {
    process.env.SERVER_MANAGER_INSTANCE = given
    return undefined
  }
  const directory = testPlace(`t${randomBytes(4).toString('hex')}`)
  const bundles = await mkdtemp(path.join(tmpdir(), 'server-manager-'))
  await bundle(bundles)
  const guard = guardInstance(path.join(bundles, 'guard.mjs'), directory)
  const remove = async () => {
    await guard.leave()
    await rm(bundles, { recursive: true, force: true })
  }
  try {
    await makeInstance(directory, bundles)
    process.env.SERVER_MANAGER_INSTANCE = directory
    return remove
  } catch (error) {
    await remove()
    throw error
  }
}

async function makeInstance(directory: string, bundles: string): Promise<void> {
  const name = path.basename(directory)
  const [hostname, domain] = ['mail.example.com', 'example.com']
  const instance = await createInstance({
    ...{ directory, name, hostname, domain, ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.join(project, 'prisma/migrations'))
  await startAll(instance)
  await startAgent({ ...instance, paths: { ...instance.paths, console: bundles } })
}

async function startAgent(instance: Instance): Promise<void> {
  const agent = startConsoleProcess(instance, 'agent')
  agent.unref()
  const answered = await until(() => consoleProcessAnswers(instance, 'agent'), 15_000)
  if (!answered) throw new Error(`The agent does not answer; see ${instance.paths.log}/console-agent.log`)
}

/** The guard removes the instance when its standard input ends, which the kernel sees to if this process is killed. */
function guardInstance(program: string, directory: string): { leave(): Promise<void> } {
  const guard: ChildProcess = spawn(process.execPath, [program, directory], {
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  guard.unref()
  const gone = new Promise<void>((resolve) => guard.once('exit', () => resolve()))
  return {
    leave: async () => {
      guard.ref()
      guard.stdin?.end()
      await gone
    },
  }
}

async function bundle(outdir: string): Promise<void> {
  await build({
    absWorkingDir: project,
    entryPoints: { agent: 'lib/agent/main.ts', guard: 'lib/instance/testing-guard.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)`,
    },
  })
}
