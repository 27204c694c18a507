/**
 * What is to be known of a change before it is made: what its parameters are marked with, what applying it costs, and
 * whether stored data would be lost sight of.
 */
import { type Cost, type Mark, type Parameter, parameters, type ServiceName } from '../catalogue'
import type { Document } from '../documents/document'
import { namesIn } from '../fields/places'
import { type Changed, changedStatements, isSame } from './changed'

/** A file as it is and as it is to be. */
export type FileChange = { file: string; service: ServiceName; before: Document; after: Document }

export type Judged = {
  changed: { file: string; service: ServiceName; statement: Changed; marks: readonly Mark[] }[]
  costs: { service: ServiceName; cost: Cost }[]
  marks: { mark: Mark; names: string[] }[]
  /** Names of parameters that say where, or under which names, data is stored. */
  data: { file: string; service: ServiceName; name: string }[]
}

export function judged(files: readonly FileChange[]): Judged {
  const changed = files.flatMap((change) =>
    changedStatements(change.before, change.after).map((statement) => {
      const marks = marksOf(change, statement)
      return { file: change.file, service: change.service, statement, marks }
    }),
  )
  return { changed, costs: costsOf(files), marks: byMark(changed), data: changed.filter(isData).map(named) }
}

/** Seconds in which a change has to be confirmed: long enough to sign in again somewhere else. */
export function countdownFor({ marks }: Pick<Judged, 'marks'>): number {
  return marks.some(({ mark }) => mark === 'lockout') ? 60 : 0
}

/** Files whose statements without a row decide about who reaches which server, and who may do what there. */
const DECISIVE: readonly Document['format'][] = ['apache', 'cyrus.conf', 'master.cf']
const REACH =
  /tls|ssl|port|listen|interfaces|address|bind|protocols|auth|sasl|restrictions|^<?(allow|deny|order|limit|virtualhost|include)/i
const STORED =
  /^(virtdomains|fulldirhash|defaultpartition|username_tolower|.*partition-\w+|\w+_db|\w+_db_path)$/i

function marksOf(change: FileChange, statement: Changed): readonly Mark[] {
  const { service, after } = change
  const { name } = statement
  const row = rowOf(change, statement)
  if (row) return row.marks
  if (service === 'cyrus' && STORED.test(name)) return ['data']
  // For one of Cyrus's services alone, imapd.conf(5): it means the same as without the service's name.
  const [, own] =
    service === 'cyrus' && after.format === 'imapd.conf' ? (/^[^_]+_(.+)$/.exec(name) ?? []) : []
  if (own !== undefined) {
    const marks = marksOf(change, { ...statement, name: own })
    if (marks.length > 0) return marks
  }
  const isDecisive = DECISIVE.includes(after.format) || service === 'slapd' || REACH.test(name)
  return isDecisive ? ['lockout'] : []
}

/** The row that the statement is one of, told as the fields do. */
function rowOf(
  { service, file, before, after }: FileChange,
  { name, section }: Changed,
): Parameter | undefined {
  return parameters.find((row) =>
    [after, before].some((document) => namesIn(row, { service, file, document })?.(name, section)),
  )
}

const order: readonly Cost[] = ['none', 'reload', 'restart']
/** Of statements without a row. */
const usual: Partial<Record<Document['format'], Cost>> & { other: Cost } = {
  'cyrus.conf': 'restart',
  'imapd.conf': 'restart',
  other: 'reload',
}

function costsOf(files: readonly FileChange[]): Judged['costs'] {
  const costs = new Map<ServiceName, Cost>()
  for (const change of files) {
    const { service, before, after } = change
    const rows = changedStatements(before, after).map((statement) => {
      const row = rowOf(change, statement)
      return row?.apply ?? (service === 'slapd' ? 'none' : (usual[after.format] ?? usual.other))
    })
    // What only changed its place, or a line that no server should have: it is read again.
    if (rows.length === 0 && !isSame(before, after)) rows.push(service === 'slapd' ? 'none' : 'reload')
    for (const cost of ['none' as Cost, ...rows])
      costs.set(service, larger(costs.get(service) ?? 'none', cost))
  }
  return [...costs].map(([service, cost]) => ({ service, cost }))
}

function larger(one: Cost, other: Cost): Cost {
  return order.indexOf(one) > order.indexOf(other) ? one : other
}

function byMark(changed: Judged['changed']): Judged['marks'] {
  const names = new Map<Mark, Set<string>>()
  for (const { statement, marks } of changed)
    for (const mark of marks) names.set(mark, (names.get(mark) ?? new Set()).add(statement.name))
  return [...names].map(([mark, own]) => ({ mark, names: [...own] }))
}

function isData({ marks }: Judged['changed'][number]): boolean {
  return marks.includes('data')
}

function named({ file, service, statement }: Judged['changed'][number]) {
  return { file, service, name: statement.name }
}
