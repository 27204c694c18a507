/** What the console's processes may do, what they know, and that they are there again after a kill or a halt. */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '@/lib/agent/testing'
import {
  type ConsoleProcessName,
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
  findConsoleProcess,
} from './console-processes'
import { createInstance } from './create'
import { CONSOLE_USER, type Instance, readSecret } from './instance'
import { type KeptProcess, keepRunning } from './kept-process'
import { reachableNode } from './node-program'
import { runProgram } from './program'
import { removeInstance } from './remove'
import { systemUser } from './system-users'
import { instanceBeside } from './testing'
import { holdProcesses } from './testing-hold'
import { until } from './until'

const wish = instanceBeside('console')
const told: string[] = []
let instance: Instance
let kept: KeptProcess[]
/** Milliseconds between two looks at a process: a test has not the patience of a supervisor. */
const LOOKS = 200
const spinning = ['agent', 'worker'] as const

beforeAll(async () => {
  process.env.TOLD_TO_THE_TEST_ONLY = 'and not to the console'
  instance = await createInstance(wish)
  mkdirSync(path.join(instance.paths.console, 'web'), { recursive: true })
  const renamed = `process.title = 'next-server'; setInterval(() => {}, 1000)`
  writeFileSync(path.join(instance.paths.console, 'web', 'server.js'), renamed)
  for (const name of spinning) await bundle(`lib/${name}/testing-spinning.ts`, instance.paths.console)
  kept = consoleProcessNames.map((name) => keep(name, name === 'web' ? undefined : LOOKS))
  for (const name of consoleProcessNames) await running(name)
})

afterAll(async () => {
  await Promise.all(kept.map((process) => process.stop()))
  await removeInstance(wish.directory)
})

describe('a process of the console', { timeout: 90_000 }, () => {
  it.each(['web', 'worker'] as const)('is started again when it is killed: %s', async (name) => {
    const before = await running(name)
    process.kill(before, 'SIGKILL')
    expect(await until(() => ![before, 0].includes(found(name)), 30_000)).toBe(true)
    expect(told.join()).toContain(`The ${name} process ended (SIGKILL)`)
  })

  it.each(['web', 'worker'] as const)(
    'is not root, has no capabilities and can gain none: %s',
    async (name) => {
      const status = readFileSync(`/proc/${await running(name)}/status`, 'utf8')
      const { uid, gid } = systemUser(CONSOLE_USER)
      expect(status).toMatch(new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, 'm'))
      expect(status).toMatch(new RegExp(`^Gid:\\t${gid}\\t${gid}\\t${gid}\\t${gid}$`, 'm'))
      expect(status).toMatch(/^Groups:\t ?$/m)
      expect(status).toMatch(/^NoNewPrivs:\t1$/m)
      for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb']) {
        expect(status).toMatch(new RegExp(`^Cap${set}:\\t0{16}$`, 'm'))
      }
    },
  )

  it.each(spinning)('is replaced while a signal holds it: %s', async (name) => {
    const before = await running(name)
    await holdProcesses([before])
    expect(await until(() => ![before, 0].includes(found(name)), 30_000)).toBe(true)
    expect(told.join()).toContain(`The ${name} process hangs: a signal holds it.`)
  })

  it('is replaced when it computes for ever and gets round to nothing else: agent and worker', async () => {
    const before = await Promise.all(spinning.map(running))
    for (const pid of before) process.kill(pid, 'SIGUSR2')
    const replaced = () => spinning.every((name, at) => ![before[at], 0].includes(found(name)))
    expect(await until(replaced, 60_000)).toBe(true)
    for (const name of spinning) {
      expect(told.join()).toContain(`The ${name} process hangs: it does not answer.`)
      await running(name)
    }
  })
})

describe('the web process', { timeout: 90_000 }, () => {
  it('finds its instance and its port in the environment, no secret, and nothing of whoever started it', async () => {
    const environment = readFileSync(`/proc/${await running()}/environ`, 'utf8')
    const names = environment.split('\0').map((variable) => variable.split('=')[0])
    const known = ['SERVER_MANAGER_INSTANCE', 'SERVER_MANAGER_PROCESS', 'HOSTNAME', 'PORT', 'NODE_ENV']
    expect(names.filter(Boolean).sort()).toEqual(
      [...known, 'KEEP_ALIVE_TIMEOUT', 'LC_ALL', 'MALLOC_ARENA_MAX', 'NEXTAUTH_URL', 'PATH'].sort(),
    )
    for (const name of ['console', 'cyrus', 'session', 'proxy'] as const) {
      expect(environment).not.toContain(readSecret(instance, name))
    }
  })

  it('is ended by whoever takes over, although it calls itself something else', async () => {
    await kept.at(-1)?.stop()
    const left = keepRunning(instance, 'web', () => {})
    await running()
    await Promise.all([left.stop(), endConsoleProcesses(instance)])
    expect(found()).toBe(0)
  })

  it('is replaced when it answers nothing although it runs, and left alone while it answers', async () => {
    const others = await Promise.all(spinning.map(running))
    kept.push(keep('web', LOOKS))
    // It never listens.
    const before = await running()
    expect(await until(() => ![before, 0].includes(found()), 60_000)).toBe(true)
    expect(told.join()).toContain('The web process hangs: it does not answer.')
    // As many questions had an answer by now.
    expect([found('agent'), found('worker')]).toEqual(others)
  })
})

describe('the Node of the console', () => {
  it('is the one that is running where everybody can reach it', async () => {
    expect(await reachableNode(instance.directory, '/usr/bin/env')).toBe('/usr/bin/env')
  })

  it('is copied into the instance when it lies in a private place', async () => {
    const place = mkdtempSync(path.join(tmpdir(), 'private-'))
    chmodSync(place, 0o700)
    copyFileSync(process.execPath, path.join(place, 'node'))
    chmodSync(path.join(place, 'node'), 0o755)
    const node = await reachableNode(instance.directory, path.join(place, 'node'))
    rmSync(place, { recursive: true })
    expect(node).toBe(path.join(instance.directory, 'programs', 'node'))
    const { stdout } = await runProgram(node, ['--version'], { user: systemUser(CONSOLE_USER) })
    expect(stdout.trim()).toBe(process.version)
  })
})

function keep(name: ConsoleProcessName, looks?: number): KeptProcess {
  return keepRunning(instance, name, (line) => told.push(line), looks)
}

function found(name: ConsoleProcessName = 'web'): number {
  return findConsoleProcess(instance, name)[0] ?? 0
}

async function running(name: ConsoleProcessName = 'web'): Promise<number> {
  if (name !== 'web') {
    expect(await until(() => consoleProcessAnswers(instance, name), 30_000)).toBe(true)
    return found(name)
  }
  // setpriv(1) becomes the program; until then it is still root.
  const isThere = () =>
    found(name) > 0 && readFileSync(`/proc/${found(name)}/comm`, 'utf8').trim() === 'next-server'
  expect(await until(isThere, 30_000)).toBe(true)
  return found(name)
}
