/**
 * What `npm start` runs: brings the instance up, keeps the console's processes running, and stops everything when
 * asked. The servers are started and then left alone, because somebody may stop one on purpose.
 */
import { type BringUp, bringUp } from './bring-up'
import { type ConsoleProcessName, endConsoleProcesses } from './console-processes'
import type { Instance } from './instance'
import { type KeptProcess, keepRunning } from './kept-process'
import type { Reporter } from './reporter'
import { stopAll } from './run'
import { recordSupervisor } from './supervisor-record'
import { syslog } from './syslog/syslog'

export type Supervision = Omit<BringUp, 'startProcess' | 'isStopAsked'> & {
  /** Called when everything runs. */
  ready: (instance: Instance) => Promise<void>
}

/** Milliseconds between two looks whether anything takes syslog messages. */
const SYSLOG_ROUND = 30_000

/**
 * Runs the instance until SIGINT, SIGTERM or SIGHUP; the caller holds the lock. Throws what kept the instance from
 * coming up, with everything stopped again.
 */
export async function supervise(supervision: Supervision): Promise<void> {
  const { directory, reporter, ready } = supervision
  const stop = stopSignal()
  const kept: KeptProcess[] = []
  const startProcess = (instance: Instance, name: ConsoleProcessName) => {
    kept.push(keepRunning(instance, name, reporter.say))
  }
  recordSupervisor(directory, 'starting')
  try {
    const instance = await bringUp({ ...supervision, startProcess, isStopAsked: stop.isAsked })
    if (!instance) return
    recordSupervisor(directory, 'ready')
    // Another instance may have served /dev/log and be gone; without it only the log suffers.
    const round = setInterval(() => syslog.start(instance).catch(() => {}), SYSLOG_ROUND)
    await ready(instance)
    await stop.asked
    clearInterval(round)
  } finally {
    recordSupervisor(directory, 'stopping')
    await Promise.all(kept.map((process) => process.stop()))
    await stopEverything(directory, reporter)
  }
}

/** Ends the console's processes and every server of the instance, and nothing else. */
export async function stopEverything(directory: string, reporter: Reporter): Promise<void> {
  await endConsoleProcesses({ directory })
  // Each failure has been told with its server's name.
  await stopAll({ directory }, reporter.done).catch(() => {})
}

/** The handlers stay: a second Ctrl-C must not cut the stop short. */
function stopSignal(): { asked: Promise<void>; isAsked: () => boolean } {
  let isAsked = false
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        isAsked = true
        resolve()
      })
    }
  })
  return { asked, isAsked: () => isAsked }
}
