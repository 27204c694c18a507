/** `npm start` and `npm stop` as a person uses them, from a clone that only root can read. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleProcessNames, findConsoleProcess } from './console-processes'
import { type Instance, readInstance, readSecret } from './instance'
import { portHolders } from './port-holders.mjs'
import { portsFromBase } from './ports'
import { canRun, send } from './processes'
import { mustRun, runProgram } from './program'
import { removeInstance } from './remove'
import { managedServers } from './run'
import { slapd } from './slapd/slapd'
import { ldapTool } from './slapd/testing'
import { livingSupervisor } from './supervisor-record'
import { imapTalk, instanceBeside } from './testing'
import { holdProcesses } from './testing-hold'
import { until } from './until'

const project = path.resolve(import.meta.dirname, '../..')
const { directory, name } = instanceBeside('start')
const base = freeBase()
let clone: string
const started: Started[] = []
/** What a start says that finds something missing or old. */
const MAKING = /packages|Build|Upgraded/

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
    const made = filesOf(instance)
    for (const server of managedServers)
      for (const pid of await server.processes(instance)) send(pid, 'SIGKILL')
    for (const pid of findConsoleProcess(instance, 'web')) send(pid, 'SIGKILL')
    const held = (['agent', 'worker'] as const).flatMap((name) => findConsoleProcess(instance, name))
    await holdProcesses(held)
    const { code, stdout } = await run('bin/start.mjs', [])
    expect(code).toBe(0)
    expect(stdout).toContain('Server Manager is running.')
    // Ctrl-C would stop nothing: this one has ended.
    expect(stdout).toMatch(/^ +Stop +npm stop$/m)
    expect(stdout).not.toMatch(MAKING)
    expect(filesOf(instance)).toEqual(made)
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

  it('is changed by people with programs of their own', async () => {
    const instance = readInstance(directory)
    appendFileSync(path.join(instance.paths.postfixConfig, 'main.cf'), '# By hand.\n')
    const entry = `dn: o=By hand,o=${instance.domain},${instance.suffix}\nobjectClass: organization\no: By hand\n`
    expect(await ldapTool(instance, 'ldapmodify', 'root', ['-a'], entry)).toMatchObject({ code: 0 })
    // The worker makes the manager's mailbox when Cyrus answers.
    const append = 'APPEND INBOX {21+}\r\nSubject: kept\r\n\r\nMail'
    expect(await until(async () => /^t1 OK/m.test(await asManager(instance, append)), 30_000, 200)).toBe(true)
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
    const [made, entries] = [filesOf(instance), await entriesOf(instance)]
    const start = begin([])
    await says(start, 'Server Manager is running.')
    expect(start.output()).not.toMatch(MAKING)
    expect(await everythingRuns(instance)).toBe(true)
    expect(await asManager(instance, 'SELECT INBOX', 'FETCH 1:* BODY.PEEK[]')).toContain('Subject: kept')
    expect(await run('bin/stop.mjs', [])).toMatchObject({ code: 0 })
    expect(await anythingRuns(instance)).toBe(false)
    expect(await start.exit).toBe(0)
    expect(filesOf(instance)).toEqual(made)
    expect(await entriesOf(instance)).toEqual(entries)
    expect(entries).toContain('o: By hand')
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

/**
 * Everything that a start may make and a later one has to leave alone, so that none is written again or becomes
 * another one like it: configuration, secrets, console, description; of the console's database that it is the same.
 */
function filesOf({ paths }: Instance): Record<string, string> {
  const within = (place: string) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => path.join(place, name))
  const files = [paths.description, ...within(paths.etc), ...within(paths.console)]
  const states = files.map((file) => {
    const { ino, mode, uid, gid, size, mtimeMs } = lstatSync(file)
    return [file, [ino, mode.toString(8), uid, gid, size, mtimeMs].join()]
  })
  return Object.fromEntries([...states, [paths.database, String(lstatSync(paths.database).ino)]])
}

/** What slapd holds, its own configuration too, with the times of each entry's last change; slapd may be stopped. */
async function entriesOf({ paths, suffix }: Instance): Promise<string> {
  const databases = [
    ['-n', '0'],
    ['-b', suffix],
  ]
  const texts = databases.map((database) =>
    mustRun('slapd', 'slapcat', ['-F', paths.slapdConfig, '-o', 'ldif-wrap=no', ...database]),
  )
  return (await Promise.all(texts)).join('\n')
}

/** What Cyrus answers to commands in the manager's mailbox. */
async function asManager(instance: Instance, ...commands: string[]): Promise<string> {
  const cyrus = { login: 'cyrus', password: readSecret(instance, 'cyrus'), as: 'admin' }
  return (await imapTalk(cyrus, commands, instance)).join('')
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
