/**
 * What can be written about people and places beside what the console itself works with: one row a field, each an
 * attribute of inetOrgPerson (RFC 2798), person and organization (RFC 4519). A field's text holds one value a line.
 */
import { z } from 'zod'
import type { Entry } from '@/lib/access'
import { edit, line } from './fields'
import { assertable, shownLine, type Written, withFirst } from './shown-values'

export type DetailSection = 'name' | 'reach' | 'work' | 'address' | 'other'
type DetailKind =
  | 'line' // one value; others that the attribute may have are not shown and stay
  | 'lines' // any number of values, one a line
  | 'printable' // like lines, of the characters that PrintableString has (RFC 4517, 3.2)
  | 'postal' // like line, but of several lines (RFC 4517, 3.3.28)

type DetailRow = { section: DetailSection; kind: DetailKind; max?: number; common?: boolean }

/** `common` fields are shown first, the others on demand. The order is that of the form. */
export const personDetails = {
  initials: { section: 'name', kind: 'line', max: 20 },
  title: { section: 'work', kind: 'lines', common: true },
  departmentNumber: { section: 'work', kind: 'lines', common: true },
  physicalDeliveryOfficeName: { section: 'work', kind: 'lines' },
  roomNumber: { section: 'work', kind: 'lines' },
  employeeNumber: { section: 'work', kind: 'line' },
  employeeType: { section: 'work', kind: 'lines' },
  businessCategory: { section: 'work', kind: 'lines' },
  telephoneNumber: { section: 'reach', kind: 'printable', common: true },
  mobile: { section: 'reach', kind: 'printable', common: true },
  homePhone: { section: 'reach', kind: 'printable' },
  pager: { section: 'reach', kind: 'printable' },
  facsimileTelephoneNumber: { section: 'reach', kind: 'printable' },
  telexNumber: { section: 'reach', kind: 'printable' },
  labeledURI: { section: 'reach', kind: 'lines', max: 1000 },
  street: { section: 'address', kind: 'lines' },
  postOfficeBox: { section: 'address', kind: 'lines', max: 40 },
  postalCode: { section: 'address', kind: 'lines', max: 40 },
  l: { section: 'address', kind: 'lines' },
  st: { section: 'address', kind: 'lines' },
  postalAddress: { section: 'address', kind: 'postal' },
  homePostalAddress: { section: 'address', kind: 'postal' },
  registeredAddress: { section: 'address', kind: 'postal' },
  destinationIndicator: { section: 'address', kind: 'printable' },
  description: { section: 'other', kind: 'line', max: 1000, common: true },
} as const satisfies Record<string, DetailRow>

export const placeDetails = {
  description: { section: 'other', kind: 'line', max: 1000, common: true },
  telephoneNumber: { section: 'reach', kind: 'printable', common: true },
  facsimileTelephoneNumber: { section: 'reach', kind: 'printable', common: true },
  street: { section: 'address', kind: 'lines', common: true },
  postOfficeBox: { section: 'address', kind: 'lines', max: 40 },
  postalCode: { section: 'address', kind: 'lines', max: 40, common: true },
  l: { section: 'address', kind: 'lines', common: true },
  st: { section: 'address', kind: 'lines' },
  postalAddress: { section: 'address', kind: 'postal' },
} as const satisfies Record<string, DetailRow>

export type PersonDetail = keyof typeof personDetails
export type PlaceDetail = keyof typeof placeDetails
type Table = Record<string, DetailRow>

/** The text of every field of an entry; '' where there is nothing. */
export function detailsOf<T extends Table>(entry: Entry, table: T): Record<keyof T & string, string> {
  const texts = Object.entries(table).map(([name, { kind }]) => [name, shownText(entry, name, kind)])
  return Object.fromEntries(texts)
}

/** A schema of the fields of a new entry; gives the attributes, without the empty ones. */
export function newDetails<T extends Table>(table: T) {
  const shape = Object.fromEntries(Object.entries(table).map(([name, row]) => [name, detail(row).optional()]))
  return z.strictObject(shape).prefault({}) as z.ZodType<{ [Name in keyof T]?: string[] }>
}

/** A schema of edits: each field with the text it had when it was shown, and the text it shall have. */
export function detailEdits<T extends Table>(table: T) {
  const shape = Object.fromEntries(Object.entries(table).map(([name, row]) => [name, edit(detail(row))]))
  return z.strictObject(shape).prefault({}) as z.ZodType<{ [Name in keyof T]?: Edit }>
}

type Edit = { from?: string | undefined; to: string[] }
type Edits = Record<string, Edit | undefined>

/** Changes and the values to assert, for modify(). */
export function detailChanges(entry: Entry, table: Table, edits: Edits): Written {
  const { changes, assert }: Written = { changes: [], assert: {} }
  for (const [attribute, change] of Object.entries(edits)) {
    const row = table[attribute]
    if (!change || !row) continue
    const { from, to } = change
    const isOne = row.kind === 'line' || row.kind === 'postal'
    changes.push({ attribute, replace: isOne ? withFirst(entry.values(attribute), to[0] ?? '') : to })
    if (from === undefined) continue
    const shows = shownText(entry, attribute, row.kind)
    assert[attribute] = assertable(entry, attribute, shows, from, valuesOf(row, from))
  }
  return { changes, assert }
}

/** Attributes of a new entry. */
export function detailAttributes(given: Record<string, string[] | undefined>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, values]) => (values && values.length > 0 ? [[name, values]] : [])),
  )
}

function detail(row: DetailRow): z.ZodType<string[], string> {
  return z.string('input.required').transform((text, context) => {
    const single = schemaOf(row)
    const values = row.kind === 'line' ? [text] : text.split(/\r?\n/)
    const kept: string[] = []
    for (const value of values.filter((value) => value.trim() !== '')) {
      const parsed = single.safeParse(value)
      if (parsed.success) kept.push(parsed.data)
      else {
        const issue = parsed.error.issues[0]
        context.addIssue({
          code: 'custom',
          message: issue?.message ?? 'input.unknown',
          input: value,
          params: { max: row.max ?? 200 },
        })
      }
    }
    if (row.kind === 'postal') return kept.length > 0 ? [kept.map(escapedPostal).join('$')] : []
    return [...new Set(kept)]
  })
}

function schemaOf({ kind, max = 200 }: DetailRow) {
  if (kind === 'printable') return line(max).regex(/^[A-Za-z0-9'()+,./:? -]*$/, 'input.printable')
  return line(max)
}

function shownText(entry: Entry, name: string, kind: DetailKind): string {
  if (kind === 'line') return shownLine(entry, name)
  if (kind === 'postal') return fromPostal(entry.first(name) ?? '')
  return entry.values(name).join('\n')
}

function valuesOf({ kind }: DetailRow, text: string): string[] {
  if (text === '') return []
  if (kind === 'line') return [text]
  const values = text.split('\n')
  return kind === 'postal' ? [values.map(escapedPostal).join('$')] : values
}

function escapedPostal(text: string): string {
  return text.replaceAll('\\', '\\5C').replaceAll('$', '\\24')
}

function fromPostal(value: string): string {
  return value
    .split('$')
    .map((text) => text.trim().replace(/\\(24|5c)/gi, (_, code: string) => (code === '24' ? '$' : '\\')))
    .join('\n')
}
