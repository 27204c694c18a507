/** How every server of an instance is started and stopped; a server's own file says only what is particular to it. */
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from './instance'
import { canRun, endProcesses, executableOf, findProcesses } from './processes'
import type { ProgramResult } from './program'
import type { ManagedServer } from './server'
import { until } from './until'

export type Daemon = {
  name: ManagedServer['name']
  /** Tells the server's programs by the path of the executable. */
  isProgram: (executable: string) => boolean
  /** Tells the main program from the others, where it is one of its own. */
  isMain?: (executable: string) => boolean
  configure: (instance: Instance) => Promise<void>
  /** Starts the program; it may still be busy getting ready when this resolves. */
  launch: (instance: Instance) => Promise<ProgramResult>
  /** Asks the server something in its own protocol; true when it answers. */
  answers: (instance: Instance) => Promise<boolean>
  reload: (instance: Instance, mainPid: number) => Promise<void>
  /** The signal that ends it in an orderly way. */
  stopSignal: NodeJS.Signals
  /** Milliseconds for that, after which it is killed; 10 s if not given. */
  stopDeadline?: number
  /** Removed before a start: one that names a living stranger would keep the server from starting. */
  pidFile?: (instance: Instance) => string
  /** A log, named from the log directory, whose end explains a failed start. */
  log?: string
}

/** Milliseconds a server has to answer after its start, and to be gone after its stop. */
const START_DEADLINE = 20_000
const STOP_DEADLINE = 10_000

/** A server with the behaviour that lib/instance/server.ts promises. */
export function managedServer(daemon: Daemon): ManagedServer {
  const find = (instance: Pick<Instance, 'directory'>) =>
    findProcesses({ directory: instance.directory, isProgram: daemon.isProgram })
  return {
    name: daemon.name,
    configure: daemon.configure,
    start: (instance) => start(daemon, instance, () => find(instance)),
    stop: (instance) => stop(daemon, () => find(instance)),
    reload: async (instance) => {
      const main = mainOf(daemon, instance, find(instance))
      if (main === undefined)
        throw new ConsoleError('unavailable', 'service.unreachable', { service: daemon.name })
      await daemon.reload(instance, main)
    },
    processes: async (instance) => {
      const pids = find(instance)
      const main = mainOf(daemon, instance, pids)
      return main === undefined ? pids : [main, ...pids.filter((pid) => pid !== main)]
    },
    main: async (instance) => mainOf(daemon, instance, find(instance)),
  }
}

/**
 * The process that the others belong to. Those it left behind when it was killed go on answering on its sockets for a
 * while, but do no work that needs it: they are told by the program, or by the pid file that it wrote.
 */
function mainOf(daemon: Daemon, instance: Instance, pids: number[]): number | undefined {
  if (daemon.isMain) return pids.find((pid) => daemon.isMain?.(executableOf(pid) ?? ''))
  if (!daemon.pidFile) return pids[0]
  const written = Number.parseInt(readOrNothing(daemon.pidFile(instance)), 10)
  return pids.find((pid) => pid === written)
}

async function start(daemon: Daemon, instance: Instance, find: () => number[]): Promise<void> {
  if (await isUp(daemon, instance, find)) return
  await stop(daemon, find)
  let result = await attempt(daemon, instance, find)
  // The ports of a predecessor that was killed are free only when its last thread is gone, unseen, a moment later.
  if (!result.isUp && find().length === 0) result = await attempt(daemon, instance, find)
  if (result.isUp) return
  const { code, stderr } = result
  // One that went into the background says in its log what came then.
  const logged = code === 0 || stderr.trim() === '' ? lastLines(daemon, instance) : ''
  const detail = `${stderr.trim()}\n${logged}`.trim().slice(-1000) || `exit code ${code}`
  throw new ConsoleError('failed', 'service.start', { service: daemon.name, detail })
}

async function attempt(
  daemon: Daemon,
  instance: Instance,
  find: () => number[],
): Promise<ProgramResult & { isUp: boolean }> {
  if (daemon.pidFile) await rm(daemon.pidFile(instance), { force: true })
  const result = await daemon.launch(instance)
  return { ...result, isUp: result.code === 0 && (await comesUp(daemon, instance, find)) }
}

/** A server that somebody else has just started is given a moment; one that was stopped by a signal is not. */
async function isUp(daemon: Daemon, instance: Instance, find: () => number[]): Promise<boolean> {
  const main = mainOf(daemon, instance, find())
  if (main === undefined || !canRun(main)) return false
  const isSame = () => mainOf(daemon, instance, find()) === main
  let answered = false
  await until(async () => {
    answered = isSame() && (await daemon.answers(instance))
    return answered || !isSame()
  }, 2000)
  return answered
}

/** A server that has ended within its first second or later will not come up any more. */
async function comesUp(daemon: Daemon, instance: Instance, find: () => number[]): Promise<boolean> {
  const begin = Date.now()
  let answered = false
  await until(async () => {
    answered = await daemon.answers(instance)
    return answered || (Date.now() - begin > 1000 && find().length === 0)
  }, START_DEADLINE)
  return answered && find().length > 0
}

async function stop(daemon: Daemon, find: () => number[]): Promise<void> {
  if (await endProcesses(find, daemon.stopSignal, daemon.stopDeadline ?? STOP_DEADLINE)) return
  throw new ConsoleError('failed', 'service.stop', { service: daemon.name })
}

function lastLines(daemon: Daemon, instance: Instance): string {
  if (!daemon.log) return ''
  const log = readOrNothing(path.join(instance.paths.log, daemon.log))
  return log.trim().split('\n').slice(-5).join('\n')
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
