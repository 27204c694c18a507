/**
 * For tests that hold, stop and kill servers: a mail server and a console of their own, so that nobody else's work
 * stops with them. Everything runs again after each test, whatever was done to it.
 */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { serverManager } from '@/lib/cli/testing'
import {
  type ConsoleProcessName,
  consoleProcessAnswers,
  consoleProcessNames,
  findConsoleProcess,
} from '@/lib/instance/console-processes'
import { send } from '@/lib/instance/processes'
import { managedServers, startAll } from '@/lib/instance/run'
import type { ManagedServer, ServiceName } from '@/lib/instance/server'
import { holdProcesses } from '@/lib/instance/testing-hold'
import { until } from '@/lib/instance/until'
import { manager, signIn } from './people'
import { test as base, expect, testedInstance } from './test'
import { makeTestedInstance } from './tested-instance'

export { expect }

const held = new Map<number, ServiceName | ConsoleProcessName>()

export const test = base.extend<{ allUp: undefined }, { origin: string }>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      delete process.env.SERVER_MANAGER_TEST_INSTANCE
      const { instance, origin, remove } = await makeTestedInstance(() => {})
      const argv = ['user', 'passwd', manager.login, '--no-must-change', '--password-stdin']
      const { code, stderr } = await serverManager(instance, argv, { input: `${manager.password}\n` })
      expect(code, stderr).toBe(0)
      await use(origin)
      await remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: ({ origin }, use) => use(origin),
  allUp: [
    async ({ origin: _ }, use) => {
      await use(undefined)
      await startEverything()
    },
    { auto: true, timeout: 90_000 },
  ],
})

export function server(name: ServiceName): ManagedServer {
  const found = managedServers.find((server) => server.name === name)
  if (!found) throw new Error(`There is no server ${name}`)
  return found
}

export const stop = (name: ServiceName) => server(name).stop(testedInstance())
export const start = (name: ServiceName) => server(name).start(testedInstance())
export const processesOf = (name: ServiceName) => server(name).processes(testedInstance())

/** SIGSTOP to every process of a server or of the console: it keeps its pids and ports, and says nothing. */
export async function hold(name: ServiceName | ConsoleProcessName): Promise<void> {
  const pids = await pidsOf(name)
  for (const pid of pids) held.set(pid, name)
  await holdProcesses(pids)
}

/** Whether somebody waits for what a held server would read from a port: for words sent to it, or for a greeting. */
export function isAsked(port: number): boolean {
  const rows = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1)
  return rows
    .map((row) => row.trim().split(/\s+/))
    .some(([, local = '', , , queues = '']) => {
      const [, waiting] = queues.split(':')
      return Number.parseInt(local.split(':')[1] ?? '', 16) === port && Number.parseInt(waiting ?? '', 16) > 0
    })
}

/** Lets go on what was held: everything, or one. */
export function letGo(name?: ServiceName | ConsoleProcessName): void {
  for (const [pid, of] of held) {
    if (name && of !== name) continue
    send(pid, 'SIGCONT')
    held.delete(pid)
  }
}

/** kill -9 to a process of the console, which is started again by itself. */
export function killConsole(name: ConsoleProcessName): number[] {
  const pids = findConsoleProcess(testedInstance(), name)
  expect(pids).not.toEqual([])
  for (const pid of pids) send(pid, 'SIGKILL')
  return pids
}

/** Resolves when every server and every process of the console answers. */
export async function startEverything(): Promise<void> {
  letGo()
  await startAll(testedInstance())
  await consoleAnswers()
}

/** Resolves when every process of the console answers, those that were killed again by themselves. */
export async function consoleAnswers(): Promise<void> {
  const instance = testedInstance()
  for (const name of consoleProcessNames) {
    expect(await until(() => consoleProcessAnswers(instance, name), 40_000), name).toBe(true)
  }
}

export async function signInAsManager(page: Page, to = '/accounts'): Promise<void> {
  await signIn(page, manager, to)
  await expect(page.getByRole('button', { name: 'Signed in as' })).toBeVisible()
  // What is typed before the page's scripts have taken over is not theirs yet.
  await page.waitForLoadState('networkidle')
}

async function pidsOf(name: ServiceName | ConsoleProcessName): Promise<number[]> {
  const ours = consoleProcessNames.find((known) => known === name)
  return ours ? findConsoleProcess(testedInstance(), ours) : processesOf(name as ServiceName)
}
