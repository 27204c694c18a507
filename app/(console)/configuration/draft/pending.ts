/** What a person wants of a parameter or a file, until it is applied. */
import type { FormatName, ServiceName } from '@/lib/configuration'
import { parse } from '@/lib/configuration/documents/document'
import { KEPT, secretPlaces } from '@/lib/configuration/documents/secret-places'
import type { Edit, FieldValue, TextEdit } from '@/lib/configuration/views'

export type Pending = {
  /** The field with its place, or the file: there is one wish for each. */
  key: string
  edit: Edit
  service: ServiceName
  /** What a list of the changes calls it. */
  name: string
  /** The values one by one, of controls that show a list. */
  items?: readonly string[]
  /** Of a file. */
  format?: FormatName
  /** Passwords and the like never leave the memory of the page. */
  isSecret?: boolean
}

/** Where a value stands; one that is not there yet has no place. */
export const slotOf = (value: Pick<FieldValue, 'file' | 'index'> | null) =>
  value ? `${value.file}#${value.index}` : ''

export const fieldKey = (field: string, slot: string) => `${field} ${slot}`
export const fileKey = (file: string) => `file ${file}`

/** With one wish more, in place of the one with its key; null takes that away. */
export function changed(pending: readonly Pending[], key: string, wish: Pending | null): readonly Pending[] {
  if (!wish) return pending.filter((one) => one.key !== key)
  const isThere = pending.some((one) => one.key === key)
  return isThere ? pending.map((one) => (one.key === key ? wish : one)) : [...pending, wish]
}

/** Those that may be written down in the browser: nothing that has a password in it. */
export function storable(pending: readonly Pending[]): readonly Pending[] {
  return pending.filter(({ edit, format, isSecret }) => {
    if (isSecret) return false
    return !('text' in edit) || !hasSecret(edit, format)
  })
}

const known = new WeakMap<TextEdit, boolean>()

function hasSecret(edit: TextEdit, format: FormatName | undefined): boolean {
  const has = known.get(edit) ?? (format === undefined || isNewSecret(edit, format))
  known.set(edit, has)
  return has
}

/**
 * A text that says a secret anew, or lacks a placeholder which was there: what stands in its place may be a secret of a
 * statement that is not written to its end yet.
 */
function isNewSecret({ base, text }: TextEdit, format: FormatName): boolean {
  const count = (whole: string) => whole.split(KEPT).length
  if (count(text) < count(base)) return true
  const changed = surroundings(base, text)
  return secretPlaces(format, parse(format, changed).statements).some(({ begin, end, shown }) => {
    const said = changed.slice(begin, end)
    return said !== shown && said !== KEPT
  })
}

/** No statement is longer than that many lines, and a file may be a megabyte. */
const AROUND = 200

/** What differs from the base, from the first line to the last, with the statements it is in. */
function surroundings(base: string, text: string): string {
  const [was, is] = [base.split('\n'), text.split('\n')]
  const most = Math.min(was.length, is.length)
  let [first, rest] = [0, 0]
  while (first < most && is[first] === was[first]) first++
  while (rest < most - first && is.at(-1 - rest) === was.at(-1 - rest)) rest++
  return is.slice(Math.max(0, first - AROUND), is.length - rest + AROUND).join('\n')
}
