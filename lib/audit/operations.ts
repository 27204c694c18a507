/** The audit log: who did what to what, when, from where, with what result. */
import { z } from 'zod'
import { type Change, type IntentState, operation, type RecordRow, type Step } from '@/lib/access'

export type AuditRow = {
  id: string
  at: string
  operation: string
  /** '' in a history for somebody who is hidden from its reader. */
  actor: string
  role: string
  face: string
  address: string
  target: string
  targetName: string
  state: IntentState
  /** Why it is not done: an error code and the values of its text; or that in English, in rows from before. */
  code: string | null
  values: Record<string, string | number> | null
  detail: string | null
  changes: Change[]
  /** For changes that were interrupted: what had been begun and what came of it. */
  steps: Step[]
  closedAt: string | null
}

const PAGE = 50
const states = ['open', 'stuck', 'done', 'failed', 'finished', 'undone', 'interrupted'] as const

/** Newest first, 50 at a time. `before` is the `next` of the page before. */
export const listAudit = operation({
  name: 'audit.list',
  kind: 'read',
  input: z.strictObject({
    actor: z.string().trim().max(200).optional(),
    operation: z.string().trim().max(100).optional(),
    target: z.string().trim().max(300).optional(),
    state: z
      .enum(states, 'input.unknown')
      .optional()
      .or(z.literal('').transform(() => undefined)),
    before: z
      .string()
      .regex(/^\d{1,15}:[0-9a-f-]+$/, 'input.unknown')
      .optional(),
  }),
  async run(
    handles,
    { actor, operation, target, state, before },
  ): Promise<{ rows: AuditRow[]; next: string | null }> {
    const [time, id] = before?.split(':') ?? []
    const at = new Date(Number(time))
    const rows = await handles.records.intent.findMany({
      where: {
        ...(actor && { actor: { contains: actor } }),
        ...(operation && { operation: { contains: operation } }),
        ...(target && { OR: [{ targetName: { contains: target } }, { target: { contains: target } }] }),
        ...(state && { state }),
        ...(id && { AND: [{ OR: [{ at: { lt: at } }, { at, id: { lt: id } }] }] }),
      },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
    })
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      rows: shown.map(auditRow),
      next: rows.length > PAGE && last ? `${last.at.getTime()}:${last.id}` : null,
    }
  },
})

/** A record as the log shows it. */
export function auditRow(row: RecordRow): AuditRow {
  return {
    id: row.id,
    at: row.at.toISOString(),
    operation: row.operation,
    actor: row.actor,
    role: row.role,
    face: row.face,
    address: row.address,
    target: row.target,
    targetName: row.targetName,
    state: row.state as IntentState,
    code: row.code,
    values: row.codeValues === null ? null : (JSON.parse(row.codeValues) as AuditRow['values']),
    detail: row.detail,
    changes: JSON.parse(row.changes) as Change[],
    steps: JSON.parse(row.steps) as Step[],
    closedAt: row.closedAt?.toISOString() ?? null,
  }
}
