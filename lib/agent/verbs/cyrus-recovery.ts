import { progress } from '../recovery-progress'
import { readReport, reportedAt } from '../recovery-report'
import type { Verb } from '../verb'

/** How far a recovery is, and what the last one found. */
export const showRecovery: Verb<'cyrus.recovery'> = async (instance, { skip, most }) => {
  const rows = await readReport(instance)
  return {
    ...progress,
    endedAt: await reportedAt(instance),
    rows: rows.slice(skip, skip + most),
    rowCount: rows.length,
  }
}
