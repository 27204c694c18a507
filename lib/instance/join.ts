/** What a second `npm start` does: the first one goes on, and whatever does not answer is started. */
import {
  consoleProcessAnswers,
  consoleProcessNames,
  endConsoleProcesses,
  findConsoleProcess,
} from './console-processes'
import { type Instance, readInstance } from './instance'
import { canRun, send } from './processes'
import { type Reporter, reported } from './reporter'
import { startAll } from './run'
import { livingSupervisor } from './supervisor-record'
import { until } from './until'

/** Milliseconds for a first start, with all that it makes. */
const PATIENCE = 120_000

/** Returns the instance once it runs, or undefined when its supervisor went away or is about to. */
export async function joinRunning(directory: string, reporter: Reporter): Promise<Instance | undefined> {
  const state = () => livingSupervisor(directory)?.state
  await until(() => state() !== 'starting', PATIENCE, 100)
  const supervisor = livingSupervisor(directory)
  if (supervisor?.state !== 'ready') return undefined
  if (!canRun(supervisor.pid)) send(supervisor.pid, 'SIGCONT')
  const instance = readInstance(directory)
  // Each failure has been told with its server's name.
  await startAll(instance, reporter.done).catch(() => {})
  await reported(reporter, 'console', () => answerAll(instance))
  return instance
}

/** The supervisor replaces a process that ends; one that hangs is ended for that. */
async function answerAll(instance: Instance): Promise<void> {
  for (const name of consoleProcessNames) {
    const answers = () => consoleProcessAnswers(instance, name)
    const isHeld = findConsoleProcess(instance, name).some((pid) => !canRun(pid))
    if (!isHeld && (await until(answers, 5000))) continue
    await endConsoleProcesses(instance, [name])
    await until(answers, 30_000)
  }
}
