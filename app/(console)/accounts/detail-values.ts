/** The values of a form about an entry, and what of them is an edit. A form knows an attribute as `details.title`. */
import type { DetailField } from './detail-labels'

export type DetailValues = Record<`details.${string}`, string>

/** Values for the fields as the entry has them; empty for an entry yet to be made. */
export function detailValues(fields: DetailField[], details: Record<string, string> = {}): DetailValues {
  return Object.fromEntries(fields.map(({ name }) => [name, details[attributeOf(name)] ?? '']))
}

/** What was filled in, for an entry that is made. */
export function filledDetails(fields: DetailField[], values: DetailValues): Record<string, string> {
  const filled = fields.filter(({ name }) => values[name]?.trim())
  return Object.fromEntries(filled.map(({ name }) => [attributeOf(name), values[name] ?? '']))
}

type Edit = { from?: string; to: string }

/**
 * The edits that make what somebody sees into what they want: only of fields that differ, with the value these had.
 * Yes and no are written out, and without what they were: when both changed it, both wanted the same.
 */
export function editsOf<Shown extends Record<string, string | boolean>>(
  shown: Shown,
  values: Record<keyof Shown, unknown>,
): Record<string, Edit | Record<string, Edit>> {
  const edits: Record<string, Edit> = {}
  const details: Record<string, Edit> = {}
  for (const [name, from] of Object.entries(shown)) {
    const to = values[name]
    if (to === undefined || to === from) continue
    const edit = typeof from === 'string' ? { from, to: String(to) } : { to: String(to) }
    if (name.startsWith('details.')) details[attributeOf(name)] = edit
    else edits[name] = edit
  }
  return Object.keys(details).length > 0 ? { ...edits, details } : edits
}

function attributeOf(name: string): string {
  return name.slice('details.'.length)
}
