import { recoveryOutcomes } from '@/lib/adapters/agent/protocol'
import { ConsoleError } from '@/lib/errors'
import { recoverList } from '../recovery'
import { progress } from '../recovery-progress'
import { writeReport } from '../recovery-report'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** Makes Cyrus's list of all folders anew. Errors: 'conflict' agent.refused while that is being done; recoverList's. */
export const recoverMailboxes: Verb<'cyrus.recoverMailboxes'> = async (instance) => {
  if (progress.isRunning) {
    throw new ConsoleError('conflict', 'agent.refused', { detail: 'a recovery is under way' })
  }
  Object.assign(progress, { isRunning: true, done: 0, total: 0 })
  try {
    const { rows, backup } = await alone(() => recoverList(instance, (now) => Object.assign(progress, now)))
    await writeReport(instance, rows)
    const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
    const [kept = 0, changed = 0, found = 0, repaired = 0, unreadable = 0, missing = 0] =
      recoveryOutcomes.map(count)
    return { kept, changed, found, repaired, unreadable, missing, backup }
  } finally {
    progress.isRunning = false
  }
}

/** Tools that write into the list, or what hangs on it, wait until it is done. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const turns = ['reconstruct', 'quota', 'undelete']
  return turns.reduce((inner, turn) => () => inTurn(turn, inner), work)()
}
