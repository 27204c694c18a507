/** `npm start` and `npm stop` as a person uses them, from a clone that only root can read. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleProcessNames, findConsoleProcess } from './console-processes'
import { type Instance, readInstance } from './instance'
import { portHolders } from './port-holders.mjs'
import { portsFromBase } from './ports'
import { canRun, send } from './processes'
import { mustRun, runProgram } from './program'
import { removeInstance } from './remove'
import { managedServers } from './run'
import { slapd } from './slapd/slapd'
import { livingSupervisor } from './supervisor-record'
import { instanceBeside } from './testing'
import { holdProcesses } from './testing-hold'
import { until } from './until'

const project = path.resolve(import.meta.dirname, '../..')
const { directory, name } = instanceBeside('start')
const base = freeBase()
let clone: string
const started: Started[] = []

type Started = { process: ChildProcess; output: () => string; exit: Promise<number | null> }

beforeAll(async () => {
  await mustRun('build', process.execPath, [path.join(project, 'bin/build.mjs')], { timeout: 280_000 })
  clone = mkdtempSync(path.join(tmpdir(), 'clone-'))
  const leftOut = /^\/(node_modules|build|\.next|\.git|\.instance|test-results|playwright-report)(\/|$)/
  cpSync(project, clone, { recursive: true, filter: (file) => !leftOut.test(file.slice(project.length)) })
  for (const name of ['node_modules', 'build']) symlinkSync(path.join(project, name), path.join(clone, name))
}, 300_000)

afterAll(async () => {
  for (const { process } of started) process.kill('SIGTERM')
  await Promise.all(started.map(({ exit }) => exit))
  await removeInstance(directory)
  rmSync(clone, { recursive: true, force: true })
})

describe('npm start', { timeout: 60_000 }, () => {
  it.each([
    [['--hostname', 'mail'], 'The host name mail has no domain'],
    [['--domain', 'nowhere'], 'nowhere is no mail domain'],
    [['--port-base', 'x'], '--port-base takes a number'],
  ])('says in a sentence what is wrong with %j and makes nothing', async (argv, sentence) => {
    const { code, stderr } = await run('bin/start.mjs', argv)
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
    expect(() => readInstance(directory)).toThrow()
  })

  it('makes an instance, starts everything and says where it is', async () => {
    const start = begin(['--hostname', 'mail.start.example', '--domain', 'start.example'])
    await says(start, 'Server Manager is running.')
    const instance = readInstance(directory)
    expect(start.output()).toContain(`https://localhost:${instance.ports.https}`)
    expect(start.output()).toMatch(/Password +([a-z2-9]{4}-){3}[a-z2-9]{4}/)
    expect(readlinkSync(path.join(clone, '.instance'))).toBe(directory)
    expect(await health(instance)).toContain('"ok":true')
    expect(await everythingRuns(instance)).toBe(true)
  })

  it('finds the first one when it is run again, starts what was killed or is held, and ends', async () => {
    const instance = readInstance(directory)
    const before = livingSupervisor(directory)
    for (const pid of await slapd.processes(instance)) send(pid, 'SIGKILL')
    for (const pid of findConsoleProcess(instance, 'web')) send(pid, 'SIGKILL')
    const held = (['agent', 'worker'] as const).flatMap((name) => findConsoleProcess(instance, name))
    await holdProcesses(held)
    const { code, stdout } = await run('bin/start.mjs', [])
    expect(code).toBe(0)
    expect(stdout).toContain('Server Manager is running.')
    // Ctrl-C would stop nothing: this one has ended.
    expect(stdout).toMatch(/^ +Stop +npm stop$/m)
    expect(livingSupervisor(directory)).toEqual(before)
    expect(await everythingRuns(instance)).toBe(true)
    const processes = consoleProcessNames.flatMap((name) => findConsoleProcess(instance, name))
    expect(processes.filter((pid) => held.includes(pid) || !canRun(pid))).toEqual([])
  })

  it('takes over the servers and replaces the console after kill -9 of the supervisor', async () => {
    const instance = readInstance(directory)
    const server = await slapd.processes(instance)
    const web = findConsoleProcess(instance, 'web')
    send(livingSupervisor(directory)?.pid ?? 0, 'SIGKILL')
    await started.at(-1)?.exit
    await says(begin([]), 'Server Manager is running.')
    expect(await slapd.processes(instance)).toEqual(server)
    expect(findConsoleProcess(instance, 'web')).not.toEqual(web)
    expect(await health(instance)).toContain('"ok":true')
  })

  it('ends everything at Ctrl-C, also while it is starting', async () => {
    const instance = readInstance(directory)
    started.at(-1)?.process.kill('SIGINT')
    expect(await started.at(-1)?.exit).toBe(0)
    expect(await anythingRuns(instance)).toBe(false)
    const interrupted = begin([])
    await says(interrupted, '✓ slapd')
    interrupted.process.kill('SIGINT')
    await interrupted.exit
    expect(await anythingRuns(instance)).toBe(false)
  })
})

describe('npm stop', { timeout: 60_000 }, () => {
  it('ends everything, and so does the start that it stops, which found all made', async () => {
    const instance = readInstance(directory)
    const made = asMade(instance)
    const start = begin([])
    await says(start, 'Server Manager is running.')
    expect(start.output()).not.toMatch(/packages|Build|Upgraded/)
    expect(asMade(instance)).toEqual(made)
    expect(await run('bin/stop.mjs', [])).toMatchObject({ code: 0 })
    expect(await anythingRuns(instance)).toBe(false)
    expect(await start.exit).toBe(0)
  })

  it('ends what a supervisor that was killed has left', async () => {
    const instance = readInstance(directory)
    await says(begin([]), 'Server Manager is running.')
    send(livingSupervisor(directory)?.pid ?? 0, 'SIGKILL')
    expect(await run('bin/stop.mjs', [])).toMatchObject({ code: 0 })
    expect(await anythingRuns(instance)).toBe(false)
  })

  it('is content when nothing runs', async () => {
    expect(await run('bin/stop.mjs', [])).toMatchObject({ code: 0 })
    expect((await run('bin/stop.mjs', ['--name', 'never-made'])).stdout).toContain(
      'There is no instance never-made',
    )
  })
})

/** Like freePorts, for ports that keep their ordinary distances. */
function freeBase(): string {
  const base = 16_000 + Math.floor(Math.random() * 12_000)
  const isFree = Object.values(portsFromBase(base)).every((port) => portHolders(port).length === 0)
  return isFree ? String(base) : freeBase()
}

function begin(argv: string[]): Started {
  const program = path.join(clone, 'bin/start.mjs')
  const child = spawn(process.execPath, [program, '--name', name, '--port-base', base, ...argv], {
    cwd: clone,
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const exit = new Promise<number | null>((resolve) => void child.on('exit', resolve))
  const start = { process: child, output: () => output, exit }
  started.push(start)
  return start
}

function run(program: string, argv: string[]) {
  const named = argv.includes('--name') ? [] : ['--name', name]
  return runProgram(process.execPath, [path.join(clone, program), ...named, ...argv])
}

async function says(start: Started, text: string): Promise<void> {
  await until(() => start.output().includes(text) || start.process.exitCode !== null, 50_000)
  expect(start.output()).toContain(text)
}

/** What only a first start makes: each file as it was, not another one like it. */
function asMade({ paths }: Instance): Record<string, string> {
  const { console, database, secrets, tlsCertificate } = paths
  const files = [
    path.join(console, 'cli.mjs'),
    path.join(console, 'web/server.js'),
    database,
    secrets,
    tlsCertificate,
  ]
  return Object.fromEntries(
    files.map((file) => [file, `${statSync(file).ino} ${statSync(file).birthtimeMs}`]),
  )
}

function health({ ports }: Instance): Promise<string> {
  return mustRun('curl', 'curl', ['--silent', '--insecure', `https://localhost:${ports.https}/api/health`])
}

async function everythingRuns(instance: Instance): Promise<boolean> {
  return (await counts(instance)).every((count) => count > 0)
}

async function anythingRuns(instance: Instance): Promise<boolean> {
  return (await counts(instance)).some((count) => count > 0)
}

async function counts(instance: Instance): Promise<number[]> {
  const servers = managedServers.filter((server) => server.name !== 'syslog')
  const running = await Promise.all(servers.map((server) => server.processes(instance)))
  const console = consoleProcessNames.map((name) => findConsoleProcess(instance, name))
  return [...running, ...console].map((pids) => pids.length)
}
