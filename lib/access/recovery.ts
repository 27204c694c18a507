/**
 * Finishes or takes back what a crash left half done. The worker asks for it at its start and every few
 * seconds: a row is left alone while the process that wrote it is alive and still working on it.
 */
import type { PrismaClient } from '@/lib/adapters/database'
import { type Connections, connections } from './connections'
import { entryIdOf } from './directory'
import { openHandles } from './handles'
import {
  type Change,
  type IntentRecord,
  type IntentState,
  isAlive,
  laterIntent,
  reasonIn,
  type Step,
  writtenReason,
} from './intents'
import type { AnyOperation } from './operation'
import { managerOf } from './person'
import { scopeOf } from './scope'

type Row = NonNullable<Awaited<ReturnType<PrismaClient['intent']['findFirst']>>>

/** Gives the ids of the rows that were settled. Rows whose servers do not answer stay for the next time. */
export async function recoverOpenIntents(
  operations: readonly AnyOperation[],
  over: Connections = connections(),
): Promise<string[]> {
  const rows = await over.database.intent.findMany({
    where: { state: { in: ['open', 'stuck'] } },
    orderBy: { at: 'asc' },
  })
  const settled: string[] = []
  for (const row of rows) {
    if (row.state === 'open' && isAlive(row.process)) continue
    // It may have come to its end, and its process after that, while others were settled.
    const now = await over.database.intent.findUnique({ where: { id: row.id } })
    if (now?.state !== row.state) continue
    const known = operations.find((operation) => operation.name === row.operation)
    const { state, ...found } = known?.recover
      ? await recoverRow(over, known, row)
      : { state: 'interrupted' as const }
    const targetId = row.targetId ?? (state === 'finished' ? await idAt(over, row.target) : null)
    const closed = { state: state ?? row.state, targetId, closedAt: state && new Date() }
    // Only what is still unsettled is closed: two workers at once settle a row once.
    await over.database.intent.updateMany({
      where: { id: row.id, state: row.state },
      data: { ...found, ...(state && closed) },
    })
    if (state) settled.push(row.id)
  }
  return settled
}

/** What is to be written into the row: what became of it, null where that is still open, and what was changed for that. */
async function recoverRow(
  over: Connections,
  operation: AnyOperation,
  row: Row,
): Promise<{ state: IntentState | null; changes?: string; code?: string | null }> {
  const { intent, changes } = laterIntent(row.id)
  try {
    // Done with the manager's rights: who asked may have been removed since, and had the right when asking.
    const manager = await managerOf(over.directory, over.instance.suffix)
    const access = {
      grant: 'all',
      scope: scopeOf(manager, 'all', over.instance.suffix),
      guardedWrites: true,
      changes: true,
      caller: { kind: 'root' },
    } as const
    const handles = openHandles(over, manager, access, intent)
    const state = (await operation.recover?.(handles, intentRecord(row))) ?? null
    return { state, changes: state === 'undone' ? '[]' : withLater(row.changes, changes) }
  } catch (error) {
    return { state: null, changes: withLater(row.changes, changes), ...writtenReason(reasonIn(error)) }
  }
}

/** What a process changed before it died it may have told, or not come to tell: the same is said once. */
function withLater(told: string, later: Change[]): string {
  const all = [...(JSON.parse(told) as Change[]), ...later].map((change) => JSON.stringify(change))
  return `[${[...new Set(all)].join(',')}]`
}

/** What was made before the crash has its id only now. */
async function idAt(over: Connections, dn: string): Promise<string | null> {
  return dn ? entryIdOf(over.directory, dn).catch(() => null) : null
}

/** A row as operations and the audit log read it. */
export function intentRecord(row: Row): IntentRecord {
  return {
    id: row.id,
    at: row.at,
    operation: row.operation,
    state: row.state as IntentState,
    input: JSON.parse(row.input),
    steps: JSON.parse(row.steps) as Step[],
    changes: JSON.parse(row.changes) as Change[],
    target: row.target,
    targetName: row.targetName,
    actorDn: row.actorDn,
  }
}
