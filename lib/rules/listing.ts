/** Rules as they are shown: with the place, and what became of the last time. */
import type { FolderRule, Handles, RuleKind } from '@/lib/access'
import { placeOfRule, type RulePlace } from './places'

const DAY_MS = 24 * 3600_000

export type RuleRow<Kind extends RuleKind> = Omit<FolderRule<Kind>, 'place' | 'actor' | 'actorId'> & {
  place: RulePlace
  /** Login of who set it; '' for somebody who is hidden from its reader. */
  actor: string
  /** Not before this time. */
  nextAt: string
  /** Whether the actor finds the job among the jobs. */
  seesJob: boolean
}

/** Those for places in scope, and for those who see everything also those whose place is gone. */
export async function rowsOf<Kind extends RuleKind>(handles: Handles, kind: Kind): Promise<RuleRow<Kind>[]> {
  const rows: RuleRow<Kind>[] = []
  const rules = await handles.folderRules.all(kind)
  const isHidden = await hiddenActors(
    handles,
    rules.map(({ actorId }) => actorId),
  )
  for (const { place: id, actorId, ...rule } of rules) {
    const place = await placeOfRule(handles, id)
    if (!place) continue
    const seesJob = rule.job !== null && (handles.grant === 'all' || actorId === handles.actor.id)
    const actor = isHidden(actorId) ? '' : rule.actor
    rows.push({ ...rule, actor, place, nextAt: nextOf(rule), seesJob } as RuleRow<Kind>)
  }
  return rows
}

/** Whom the reader may not know of, since they are in a private container where the reader is not, or gone. */
async function hiddenActors(
  { grant, seenPeople }: Handles,
  ids: string[],
): Promise<(actorId: string) => boolean> {
  if (grant === 'all') return () => false
  const seen = await seenPeople(ids.filter((id) => id !== 'root'))
  return (actorId) => actorId !== 'root' && !seen.has(actorId)
}

/** A day after it was set, and a day after it was last begun. */
function nextOf({ at, startedAt }: { at: string; startedAt: string | null }): string {
  const since = startedAt !== null && startedAt > at ? startedAt : at
  return new Date(Date.parse(since) + DAY_MS).toISOString()
}
