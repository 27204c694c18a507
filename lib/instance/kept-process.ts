/** A console process that is started again whenever it ends, or hangs, until it is told to stop. */
import type { ChildProcess } from 'node:child_process'
import { type ConsoleProcessName, endConsoleProcesses, startConsoleProcess } from './console-processes'
import { watchProcess } from './hanging'
import type { Instance } from './instance'

export type KeptProcess = { stop(): Promise<void> }

/** Milliseconds before the next attempt: short at first, so that a single crash is hardly noticed. */
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 15_000
/** One that lived this long (milliseconds) is not failing over and over. */
const HEALTHY_AFTER = 30_000

/** Starts it and keeps it running; `say` is told when it ends by itself. `looks` are milliseconds between looks at it. */
export function keepRunning(
  instance: Instance,
  name: ConsoleProcessName,
  say: (line: string) => void,
  looks?: number,
): KeptProcess {
  let isStopping = false
  let pause = FIRST_PAUSE
  let timer: NodeJS.Timeout | undefined
  let endWatch = () => {}
  const begin = () => {
    const since = Date.now()
    const child: ChildProcess = startConsoleProcess(instance, name)
    let hasEnded = false
    const ended = (reason: string) => {
      if (isStopping || hasEnded) return
      hasEnded = true
      endWatch()
      pause = Date.now() - since > HEALTHY_AFTER ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE)
      say(`The ${name} process ended (${reason}); it is started again. See log/console-${name}.log.`)
      timer = setTimeout(begin, pause)
    }
    child.on('exit', (code, signal) => ended(signal ?? `code ${code}`))
    child.on('error', (error) => ended(error.message))
    if (child.pid === undefined) return
    endWatch = watchProcess(instance, name, child.pid, hangs, looks)
  }
  // Its end is noticed like any other.
  const hangs = (reason: string) => {
    say(`The ${name} process hangs: ${reason}. It is ended.`)
    endConsoleProcesses(instance, [name]).catch((error) => say(String(error)))
  }
  begin()
  return {
    stop: async () => {
      isStopping = true
      clearTimeout(timer)
      endWatch()
      await endConsoleProcesses(instance, [name])
    },
  }
}
