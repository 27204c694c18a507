/** What a recovery found, a line of JSON for each folder, in a file that stays readable until the next one. */
import { readFile, stat } from 'node:fs/promises'
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import { replaceFile, rootOnly } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'
import { nameOf, printable } from './cyrus-tools'
import type { ListRow } from './mailbox-list'
import type { Notes } from './recovery-rebuild'

export type RecoveryRow = AgentResult<'cyrus.recovery'>['rows'][number]

/** The old list and the new one side by side, what needs a look first. */
export function compared(
  before: Map<string, ListRow>,
  after: Map<string, ListRow>,
  { repaired, unreadable }: Notes,
): RecoveryRow[] {
  const row = (mailbox: string, outcome: RecoveryRow['outcome']) => ({
    mailbox: printable(mailbox, 250),
    outcome,
  })
  const outcome = (name: string, now: ListRow) => {
    if (repaired.has(name)) return 'repaired'
    const then = before.get(name)
    if (!then) return 'found'
    return facts(then) === facts(now) ? 'kept' : 'changed'
  }
  const rows = [
    ...unreadable.map((place) => row(place, 'unreadable')),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => row(nameOf(name), 'missing')),
    ...[...after].map(([name, now]) => row(nameOf(name), outcome(name, now))),
  ]
  const urgency = ['unreadable', 'missing', 'repaired', 'found', 'changed', 'kept']
  return rows.toSorted(
    (a, b) => urgency.indexOf(a.outcome) - urgency.indexOf(b.outcome) || (a.mailbox < b.mailbox ? -1 : 1),
  )
}

export async function writeReport(instance: Instance, rows: RecoveryRow[]): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  await replaceFile(reportFile(instance), text, rootOnly)
}

/** Empty when there was no recovery yet. */
export async function readReport(instance: Instance): Promise<RecoveryRow[]> {
  const text = await readFile(reportFile(instance), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RecoveryRow)
}

/** When the last recovery ended, ISO 8601. */
export async function reportedAt(instance: Instance): Promise<string | null> {
  const file = await stat(reportFile(instance)).catch(() => null)
  return file?.mtime.toISOString() ?? null
}

/** Rights, type and place. */
function facts({ uniqueid, partition, mbtype, acl = {} }: ListRow): string {
  return JSON.stringify([uniqueid, partition, mbtype, Object.entries(acl).toSorted()])
}

function reportFile({ paths }: Instance): string {
  return `${paths.log}/cyrus-recovery.jsonl`
}
