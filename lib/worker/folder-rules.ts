import type { Caller } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { perform } from '@/lib/access/perform'
import { troubleText } from '@/lib/access/trouble'
import { isConsoleError } from '@/lib/errors'
import { runPosting, runRetention } from '@/lib/rules'

const DAY_MS = 24 * 3600_000
/** Old jobs of this kind are not looked at any more. */
const KEPT_MS = 30 * DAY_MS

const runs = { retention: runRetention, posting: runPosting }

/**
 * Begins what rules ask for, each once a day, as the person who set it; a new or changed rule a day later. Gives how
 * many were begun. Errors: unavailable while a server does not answer.
 */
export async function followRules(
  over: Connections = connections(),
  now: Date = new Date(),
): Promise<number> {
  const { database } = over
  const yesterday = new Date(now.getTime() - DAY_MS)
  const rules = await database.folderRule.findMany({
    where: { at: { lt: yesterday }, OR: [{ startedAt: null }, { startedAt: { lt: yesterday } }] },
  })
  let begun = 0
  for (const { id, kind, job, actorId, face, address } of rules) {
    const run = kind === 'posting' ? runs.posting : runs.retention
    const last = job === null ? null : await database.job.findUnique({ where: { id: job } })
    if (last && ['waiting', 'running'].includes(last.state)) continue
    const person = { id: actorId, face: face === 'web' ? 'web' : 'command', address } as const
    const caller: Caller = actorId === 'root' ? { kind: 'root' } : { kind: 'person', ...person }
    try {
      await perform(caller, run, { id }, over)
      begun += 1
    } catch (error) {
      if (!isConsoleError(error) || error.kind === 'unavailable') throw error
      await database.folderRule.updateMany({
        where: { id },
        data: { startedAt: now, trouble: troubleText(error) },
      })
    }
  }
  const old = { action: { in: Object.keys(runs) }, closedAt: { lt: new Date(now.getTime() - KEPT_MS) } }
  await database.job.deleteMany({ where: old })
  return begun
}
