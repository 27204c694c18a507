/**
 * Fields that show one value of an attribute, of which other programs may have written several: the first is shown and
 * changed, the others stay. What was shown is compared with what the present values would show.
 */
import type { AttributeChange, Entry } from '@/lib/access'

type Edit = { from?: string | undefined; to: string }
/** Changes and the values to assert, for modify(). */
export type Written = { changes: AttributeChange[]; assert: Record<string, string[]> }

/** The first value in one line, as a field of one line has it; '' where there is none. */
export function shownLine(entry: Entry, attribute: string): string {
  return (entry.first(attribute) ?? '').replace(/[\r\n]+/g, ' ')
}

/** Puts the edit of such a field to what is written. */
export function writeLine(written: Written, entry: Entry, attribute: string, edit: Edit | undefined): void {
  if (!edit) return
  written.changes.push({ attribute, replace: withFirst(entry.values(attribute), edit.to) })
  assertLine(written.assert, entry, attribute, edit.from)
}

/** Adds what was shown in such a field to what is asserted. */
export function assertLine(
  assert: Written['assert'],
  entry: Entry,
  attribute: string,
  from: string | undefined,
): void {
  if (from === undefined) return
  assert[attribute] = assertable(entry, attribute, shownLine(entry, attribute), from, listed(from))
}

/** The values of the attribute if they show what was shown; else what was shown, which then is refused. */
export function assertable(
  entry: Entry,
  attribute: string,
  shows: string,
  from: string,
  values: string[],
): string[] {
  return shows === from ? entry.values(attribute) : values
}

/** The values with another first one, or without it when it is ''. */
export function withFirst([, ...others]: string[], first: string): string[] {
  return [...listed(first), ...others.filter((other) => compared(other) !== compared(first))]
}

function listed(text: string): string[] {
  return text === '' ? [] : [text]
}

/** As slapd compares values: case and the number of spaces do not count. */
function compared(value: string): string {
  return value.trim().replace(/\s+/g, ' ').toLowerCase()
}
