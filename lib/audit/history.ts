import { z } from 'zod'
import { type Change, type Handles, MASK, namesEntries, operation } from '@/lib/access'
import { type AuditRow, auditRow } from './operations'

const PAGE = 50

/** What was done to an account, alias, contact, resource or container in the actor's scope, newest first. */
export const showHistory = operation({
  name: 'audit.history',
  kind: 'read',
  input: z.strictObject({
    dn: z.string().min(1, 'input.required').max(2000),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  async run(handles, { dn, offset }): Promise<{ rows: AuditRow[]; next: number | null }> {
    const { directory, historyOf } = handles
    const entry = await directory.read(dn, ['1.1'])
    const rows = await historyOf(entry.dn, { offset, limit: PAGE + 1 })
    // Where somebody was is for the audit log alone.
    const shown = rows.slice(0, PAGE).map((row) => {
      const shown = auditRow(row)
      const changes = shown.changes.map((change) => withoutHidden(handles, change))
      return { ...shown, address: '', changes }
    })
    return { rows: shown, next: rows.length > PAGE ? offset + PAGE : null }
  },
})

/** Whom a member or a place before names may be hidden from the actor. */
function withoutHidden({ directory }: Handles, change: Change): Change {
  if (!namesEntries(change.attribute) && change.attribute !== 'entryDN') return change
  const known = (dns: string[]) => dns.map((dn) => (directory.reaches(dn) ? dn : MASK))
  return { ...change, before: known(change.before), after: known(change.after) }
}
