import { z } from 'zod'
import { type Change, type Handles, MASK, namesEntries, operation, type RecordRow } from '@/lib/access'
import { type Node, nodeAttributes, nodeFrom } from '@/lib/directory'
import { type AuditRow, auditRow } from './operations'

const PAGE = 50

type History = {
  /** What it is about, as it is now; null for what is none of the console's. */
  object: Node | null
  rows: AuditRow[]
  next: number | null
}

/** What was done to an account, alias, contact, resource or container in the actor's scope, newest first. */
export const showHistory = operation({
  name: 'audit.history',
  kind: 'read',
  input: z.strictObject({
    dn: z.string().min(1, 'input.required').max(2000),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  async run(handles, { dn, offset }): Promise<History> {
    const { directory, historyOf } = handles
    const entry = await directory.read(dn, nodeAttributes)
    const rows = await historyOf(entry.dn, { offset, limit: PAGE + 1 })
    const page = rows.slice(0, PAGE)
    const isSeen = await actorsSeen(handles, page)
    const shown = page.map((row) => {
      const shownRow = withoutHidden(handles, auditRow(row))
      return isSeen(row) ? shownRow : { ...shownRow, actor: '' }
    })
    return { object: nodeFrom(entry), rows: shown, next: rows.length > PAGE ? offset + PAGE : null }
  },
})

/** Whether the reader may know who acted: somebody in scope then, seen now, or no person of the directory. */
async function actorsSeen(handles: Handles, rows: RecordRow[]): Promise<(row: RecordRow) => boolean> {
  if (handles.grant === 'all') return () => true
  const people = rows.filter(({ actorDn }) => !handles.directory.reaches(actorDn))
  const seen = await handles.seenPeople(people.map(({ actorId }) => actorId).filter(isPerson))
  return ({ actorDn, actorId }) =>
    handles.directory.reaches(actorDn) || !isPerson(actorId) || seen.has(actorId)
}

function isPerson(actorId: string): boolean {
  return actorId !== 'root' && actorId !== ''
}

/**
 * A record without the names of entries that may be hidden from the actor: members, and the places where the object
 * was before. The address that somebody acted from, and what steps keep to be taken back, are for the audit log alone.
 */
function withoutHidden({ directory }: Handles, row: AuditRow): AuditRow {
  const known = (dn: string) => (dn === '' || directory.reaches(dn) ? dn : MASK)
  const named = ({ attribute, dn, before, after }: Change): Change => {
    const isName = namesEntries(attribute) || attribute === 'entryDN'
    const values = (all: string[]) => (isName ? all.map(known) : all)
    return { attribute, dn: known(dn), before: values(before), after: values(after) }
  }
  return {
    ...row,
    address: '',
    target: known(row.target),
    // Words of servers, about entries by their names.
    ...(known(row.target) !== row.target && { values: hidden(row.values), detail: null }),
    changes: row.changes.map(named),
    steps: row.steps.map((step) => ({ ...step, data: {} })),
  }
}

function hidden(values: AuditRow['values']): AuditRow['values'] {
  return values && Object.fromEntries(Object.keys(values).map((name) => [name, MASK]))
}
