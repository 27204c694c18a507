/** A change is made by reading what it would write: that has to be what was meant and nothing else. */
import { ConsoleError } from '@/lib/errors'
import { type Document, parse, withoutConditions } from './document'
import { lastOf } from './off'
import type { Statement } from './statement'

/** What has to be there afterwards. */
type Meant = { name: string; section?: readonly string[]; value: string; kinds: Statement['kind'][] }

/**
 * The document with `raw` instead of the statements from `from` up to `to`. What is read out of it then has to be the
 * other statements as they were, and in their midst comments and what was meant; without `meant` comments only.
 */
export function replaced(old: Document, from: number, to: number, raw: string, meant?: Meant): Document {
  const head = rawOf(old, 0, from)
  const fresh = parse(old.format, head + raw + rawOf(old, to, old.statements.length))
  const grown = fresh.statements.length - old.statements.length
  const isSame = (index: number, now: number) => {
    const [one, other] = [old.statements[index], fresh.statements[now]]
    return one?.raw === other?.raw && one?.kind === other?.kind && one?.path.length === other?.path.length
  }
  const isKept = old.statements.every(
    (_, i) => (i < from && isSame(i, i)) || (i >= to && isSame(i, i + grown)) || (i >= from && i < to),
  )
  if (!isKept || !saysOnly(fresh, from, to + grown, meant))
    throw misread(meant?.name ?? '', meant?.value ?? '')
  return fresh
}

function saysOnly(document: Document, from: number, to: number, meant?: Meant): boolean {
  const { statements } = document
  const places = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
  const said = places.filter((i) => statements[i]?.kind !== 'text')
  const [first] = said
  if (!meant || first === undefined) return !meant && said.length === 0
  const statement = statements[first]
  const isMeant =
    statement !== undefined &&
    meant.kinds.includes(statement.kind) &&
    statement.name.toLowerCase() === meant.name.toLowerCase() &&
    statement.value === meant.value &&
    withoutConditions(document, statement.path).length === (meant.section ?? []).length
  return isMeant && said.every((i) => i <= lastOf(statements, first))
}

/** The raw texts of the statements from `from` up to `to`. */
export function rawOf({ statements }: Document, from: number, to: number): string {
  return statements
    .slice(from, to)
    .map(({ raw }) => raw)
    .join('')
}

/** For a value that the server would read in another way. */
export function misread(name: string, value: string): ConsoleError {
  return new ConsoleError('invalid', 'config.reading', { name, value })
}
