/** A parameter as its row on the page shows it, in the reader's language. */
import { type Cost, costs, type Mark, marks, type Section, sections, statuses } from '@/lib/configuration'
import { knownRestrictions } from '@/lib/configuration/kinds/restrictions'
import type { Field } from '@/lib/configuration/views'
import type { Message, T } from '@/lib/locales/translate'

export type FieldRow = Omit<Field, 'help' | 'guide'> & {
  help: string
  /** What became of it since the guide, where that is worth a word. */
  guide: string[]
  /** Its other names, for the filter. */
  names: string[]
  /** There is no such parameter any more. */
  isGone: boolean
}

/** What rows have in common: the names of sections, and what marks and costs mean. */
export type RowWords = {
  sections: { section: Section; label: string }[]
  marks: Record<Mark, string>
  costs: Record<Cost, string>
}

export function rowOf(t: T, { help, guide, ...field }: Field): FieldRow {
  return {
    ...field,
    help: t.message(help as Message),
    choices: field.control === 'restrictions' ? knownRestrictions : field.choices,
    names: guide.map(([, was]) => was),
    isGone: guide.every(([, , status]) => status === 'dropped'),
    guide: guide.flatMap(([, was, status]) => {
      const text = status === 'merged' && was === field.name ? null : statuses[status]
      return text ? [t.message(text, { was })] : []
    }),
  }
}

/** The sections in the order in which the rows come. */
export function wordsFor(t: T, rows: FieldRow[]): RowWords {
  const present = [...new Set(rows.map(({ section }) => section))]
  return {
    sections: present.map((section) => ({ section, label: t.message(sections[section]) })),
    marks: translated(t, marks),
    costs: translated(t, costs),
  }
}

function translated<Name extends string>(
  t: T,
  table: Record<Name, (typeof marks)[Mark] | (typeof costs)[Cost]>,
) {
  const rows = Object.entries(table) as [Name, (typeof marks)[Mark]][]
  return Object.fromEntries(rows.map(([name, text]) => [name, t.message(text)])) as Record<Name, string>
}
