/** For tests: the command line as people run it, bundled into an instance and started as a program of its own. */
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import {
  type ConsoleProcessName,
  consoleProcessAnswers,
  endConsoleProcesses,
  startConsoleProcess,
} from '@/lib/instance/console-processes'
import type { Instance } from '@/lib/instance/instance'
import { type ProgramResult, runProgram } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { until } from '@/lib/instance/until'

const project = path.resolve(import.meta.dirname, '../..')
const entries: Partial<Record<ConsoleProcessName, string>> = {
  agent: 'lib/agent/main.ts',
  web: 'lib/command/testing-server.ts',
}

export type Ran = ProgramResult & {
  /** Standard output as JSON. */
  json<Value = unknown>(): Value
}

/** Puts the command line into the instance unless the whole console is there already. */
export async function installCommandLine({ paths }: Instance): Promise<void> {
  if (existsSync(path.join(paths.console, 'cli.mjs'))) return
  await bundle('lib/cli/main.ts', path.join(paths.console, 'cli.mjs'))
  cpSync(path.join(project, 'locales'), path.join(paths.console, 'locales'), { recursive: true })
  // Only the modules themselves: their sources and objects are many times as large.
  const needed = /\/better-sqlite3(\/(package\.json|lib(\/.*)?|build(\/Release(\/better_sqlite3\.node)?)?))?$/
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    const source = path.join(project, 'node_modules', name)
    const filter = (file: string) => name !== 'better-sqlite3' || needed.test(file)
    cpSync(source, path.join(paths.console, 'node_modules', name), { recursive: true, filter })
  }
}

/** Starts a process of the console unless it answers; gives what ends it again. */
export async function ensureProcess(instance: Instance, name: 'agent' | 'web'): Promise<() => Promise<void>> {
  if (await consoleProcessAnswers(instance, name)) return async () => {}
  const at = path.join(instance.paths.console, name === 'web' ? 'web/server.js' : `${name}.mjs`)
  await bundle(entries[name] ?? '', at)
  writeFileSync(path.join(path.dirname(at), 'package.json'), '{"type":"module"}')
  startConsoleProcess(instance, name).unref()
  if (!(await until(() => consoleProcessAnswers(instance, name), 15_000))) {
    throw new Error(`${name} does not answer; see ${instance.paths.log}/console-${name}.log`)
  }
  return () => endConsoleProcesses(instance, [name])
}

export type RunOptions = {
  /** Standard input: passwords, one a line. */
  input?: string
  /** Name of the system user; root without it. */
  as?: string
  environment?: Record<string, string>
}

/** Runs bin/server-manager; as somebody who cannot look into the clone, what it would start. */
export async function serverManager(
  instance: Instance,
  argv: string[],
  { input, as, environment }: RunOptions = {},
): Promise<Ran> {
  const launcher = path.join(project, 'bin/server-manager')
  const program = as === undefined ? launcher : path.join(instance.paths.console, 'cli.mjs')
  const result = await runProgram(process.execPath, [program, ...argv], {
    ...{ input, timeout: 170_000 },
    ...(as !== undefined && { user: systemUser(as) }),
    environment: { SERVER_MANAGER_INSTANCE: instance.directory, ...environment },
  })
  return { ...result, json: <Value>() => JSON.parse(result.stdout) as Value }
}

/** The command line of an instance: `run` gives whatever came of it, `must` throws unless it went well. */
export function commandLineOf(instance: Instance) {
  const run = (argv: string[], options?: RunOptions) => serverManager(instance, argv, options)
  return { run, must: mustOf(run) }
}

/** Throws unless a command went well. */
export function mustOf(run: (argv: string[], options?: RunOptions) => Promise<Ran>) {
  return async (argv: string[], options?: RunOptions) => {
    const ran = await run(argv, options)
    if (ran.code !== 0) throw new Error(`${argv.join(' ')} exited with ${ran.code}: ${ran.stderr}`)
    return ran
  }
}

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    ...{ absWorkingDir: project, entryPoints: [entry], outfile },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
    external: ['better-sqlite3'],
    alias: { 'server-only': path.join(project, 'node_modules/server-only/empty.js') },
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)`,
    },
  })
}
