/** A real agent of its own for a test: bundled as for an instance, started as root, ended with the test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { type Instance, type InstanceFile, instancePaths } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { until } from '@/lib/instance/until'

export type TestProcess = {
  child: ChildProcess
  /** What it has printed so far. */
  output(): string
  /** Resolves with the exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

/** Makes one file of a process's entry, given from the root of the sources; native code stays where it is. */
export async function bundle(entry: string, directory: string): Promise<string> {
  const outfile = path.join(directory, `${path.basename(path.dirname(entry))}.mjs`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    logLevel: 'warning',
    external: ['better-sqlite3'],
    alias: { 'server-only': path.resolve('node_modules/server-only/empty.js') },
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)`,
    },
  })
  const packages = path.join(directory, 'node_modules')
  if (!existsSync(packages)) symlinkSync(path.resolve('node_modules'), packages)
  return outfile
}

/** Starts a bundle for an instance; `as` are words in front of node, such as setpriv(1)'s. */
export function startProcess(file: string, instanceDirectory: string, as: string[] = []): TestProcess {
  const [program = '', ...argv] = [...as, process.execPath, file]
  const child = spawn(program, argv, {
    env: {
      NODE_ENV: 'production',
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      SERVER_MANAGER_INSTANCE: instanceDirectory,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout?.on('data', (piece) => printed.push(String(piece)))
  child.stderr?.on('data', (piece) => printed.push(String(piece)))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, output: () => printed.join(''), ended }
}

/** Starts an agent and waits until it listens. Throws with what it printed when it does not. */
export async function startAgent(file: string, instanceDirectory: string): Promise<TestProcess> {
  const agent = startProcess(file, instanceDirectory)
  const listens = () => agent.output().includes('"listening"')
  await until(() => listens() || agent.child.exitCode !== null, 10_000)
  if (!listens()) throw new Error(`The agent does not listen: ${agent.output()}`)
  return agent
}

/** A directory that is an instance by its description only: no server has ever run in it. */
export function emptyInstance(): { instance: Instance; remove(): void } {
  const directory = mkdtempSync('/tmp/empty-')
  chmodSync(directory, 0o755)
  const paths = instancePaths(directory)
  mkdirSync(paths.run, { mode: 0o755 })
  const description: InstanceFile = {
    ...{ version: 1, name: 'empty', hostname: 'mail.example.com', domain: 'example.com' },
    ...{ suffix: 'dc=example,dc=com', ports: freePorts(), origins: [] },
    ...{ upgraded: { slapd: 0, configuration: 0 }, programs: { node: process.execPath } },
  }
  writeFileSync(paths.description, JSON.stringify(description))
  return {
    instance: { ...description, directory, paths },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
