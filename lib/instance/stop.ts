/** What `npm stop` does: asks the supervisor to stop everything, or does it itself where there is none. */
import { canRun, send, startTime } from './processes'
import { type Reporter, reported } from './reporter'
import { stopEverything } from './supervisor'
import { livingSupervisor, type SupervisorRecord } from './supervisor-record'
import { until } from './until'

/** Milliseconds for the supervisor, which gives each server its time. */
const PATIENCE = 60_000

/** Resolves when nothing of the instance runs any more. */
export async function stopInstance(directory: string, reporter: Reporter): Promise<void> {
  const supervisor = livingSupervisor(directory)
  if (supervisor) await reported(reporter, 'stopping', () => askToStop(supervisor))
  // Of what the supervisor has stopped there is nothing to tell any more.
  const told = supervisor ? { ...reporter, done: onlyFailures(reporter) } : reporter
  await stopEverything(directory, told)
}

async function askToStop({ pid, startTime: since }: SupervisorRecord): Promise<void> {
  const isAlive = () => startTime(pid) === since
  // One that was held by a signal would never come to it.
  if (!canRun(pid)) send(pid, 'SIGCONT')
  send(pid, 'SIGTERM')
  if (!(await until(() => !isAlive(), PATIENCE, 100)) && isAlive()) send(pid, 'SIGKILL')
}

function onlyFailures(reporter: Reporter): Reporter['done'] {
  return (title, milliseconds, failure) => failure && reporter.done(title, milliseconds, failure)
}
