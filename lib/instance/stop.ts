/** What `npm stop` does: asks the supervisor to stop everything, or does it itself where there is none. */
import { canRun, send, startTime } from './processes'
import type { Reporter } from './reporter'
import { stopEverything } from './supervisor'
import { livingSupervisor } from './supervisor-record'
import { until } from './until'

/** Milliseconds for the supervisor, which gives each server its time. */
const PATIENCE = 60_000

/** Resolves when nothing of the instance runs any more. */
export async function stopInstance(directory: string, reporter: Reporter): Promise<void> {
  const supervisor = livingSupervisor(directory)
  if (supervisor) {
    const isAlive = () => startTime(supervisor.pid) === supervisor.startTime
    // One that was stopped by a signal would never come to it.
    if (!canRun(supervisor.pid)) send(supervisor.pid, 'SIGCONT')
    send(supervisor.pid, 'SIGTERM')
    if (!(await until(() => !isAlive(), PATIENCE, 100)) && isAlive()) send(supervisor.pid, 'SIGKILL')
  }
  await stopEverything(directory, reporter)
}
