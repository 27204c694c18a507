/** From whatever there is to an instance that is up to date and runs. Each step may find its work done already. */
import { existsSync } from 'node:fs'
import { ConsoleError } from '@/lib/errors'
import {
  type ConsoleProcessName,
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
} from './console-processes'
import { createInstance, type NewInstance } from './create'
import { writeDescription } from './description'
import { type Instance, instancePaths, readInstance } from './instance'
import { reachableNode } from './node-program'
import { checkPorts } from './ports'
import { type Reporter, reported } from './reporter'
import { startAll } from './run'
import { upgradeSlapd } from './slapd/steps'
import { until } from './until'
import { upgradeConfiguration } from './upgrade'

export type BringUp = {
  directory: string
  /** What to make when there is no instance yet. */
  wish: Omit<NewInstance, 'directory' | 'node'>
  /** Puts the built console into the directory. */
  deploy: (console: string) => void
  /** Brings the console's database up to date. */
  migrate: (instance: Instance) => Promise<void>
  /** Starts one of the console's processes. */
  startProcess: (instance: Instance, name: ConsoleProcessName) => void
  isStopAsked: () => boolean
  reporter: Reporter
}

/**
 * Returns the running instance, or undefined when a stop was asked for on the way. A server that does not start is
 * told about and left out: the console shows it and can start it. Errors: anything else that went wrong.
 */
export async function bringUp(task: BringUp): Promise<Instance | undefined> {
  const { directory, reporter, deploy, migrate, isStopAsked } = task
  // A console whose supervisor was killed: its processes are replaced, the servers are taken over.
  await endConsoleProcesses({ directory })
  let instance = await reported(reporter, 'Instance', () => presentOrNew(task))
  const steps: (() => Promise<unknown>)[] = [
    () => reported(reporter, 'Console files', async () => deploy(instance.paths.console)),
    () => reported(reporter, 'Database', () => migrate(instance)),
    async () => {
      instance = await startServers(instance, reporter)
    },
    () => startConsole(task, instance),
  ]
  for (const step of steps) {
    if (isStopAsked()) return undefined
    await step()
  }
  return instance
}

async function presentOrNew({ directory, wish, reporter }: BringUp): Promise<Instance> {
  if (!existsSync(instancePaths(directory).description)) {
    checkPorts({ directory, ports: wish.ports })
    return createInstance({ ...wish, directory, node: await reachableNode(directory) })
  }
  const present = readInstance(directory)
  checkPorts(present)
  const node = await reachableNode(directory)
  const instance = { ...present, programs: { ...present.programs, node } }
  if (node !== present.programs.node) await writeDescription(instance)
  return upgradeConfiguration(instance, (title) => reporter.say(`Upgraded: ${title}`))
}

async function startServers(instance: Instance, reporter: Reporter): Promise<Instance> {
  let current = instance
  const upgradeDirectory = () =>
    upgradeSlapd(current, async (number, title) => {
      current = { ...current, upgraded: { ...current.upgraded, slapd: number } }
      await writeDescription(current)
      reporter.say(`Upgraded: ${title}`)
    })
  // Each failure has been told with its server's name.
  await startAll(instance, reporter.done, upgradeDirectory).catch(() => {})
  return current
}

const labels: Record<ConsoleProcessName, string> = { agent: 'agent', worker: 'worker', web: 'web console' }

async function startConsole({ reporter, startProcess }: BringUp, instance: Instance): Promise<void> {
  for (const name of consoleProcessNames) {
    await reported(reporter, labels[name], async () => {
      startProcess(instance, name)
      if (await until(() => consoleProcessAnswers(instance, name), 20_000)) return
      const detail = `see ${instance.paths.log}/console-${name}.log`
      throw new ConsoleError('failed', 'service.start', { service: labels[name], detail })
    })
  }
}
