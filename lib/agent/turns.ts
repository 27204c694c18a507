/** One thing at a time is done to a server: two people who press start and stop at once get one after the other. */
import { ConsoleError } from '@/lib/errors'

/** What may wait for one server; more is a mistake or an attack, not a wish. */
const MOST_WAITING = 4

const queues = new Map<string, { length: number; last: Promise<unknown> }>()

/** Runs the work when all earlier work on the same subject has ended. Errors: 'conflict' agent.refused; the work's. */
export async function inTurn<T>(subject: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(subject) ?? { length: 0, last: Promise.resolve() }
  if (queue.length > MOST_WAITING) {
    throw new ConsoleError('conflict', 'agent.refused', { detail: 'too much is waiting for this server' })
  }
  queues.set(subject, queue)
  queue.length++
  const turn = queue.last.then(work).finally(() => queue.length--)
  queue.last = turn.catch(() => {})
  return turn
}

/** Resolves when nothing is being done and nothing waits. */
export async function everythingDone(): Promise<void> {
  await Promise.all([...queues.values()].map((queue) => queue.last))
}
