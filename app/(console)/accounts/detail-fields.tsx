'use client'

import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { DetailField, DetailSection } from './detail-labels'

type Bound = {
  name: string
  value: string | undefined
  error?: string
  present?: string
  onChange: (value: string) => void
}
type DetailForm = {
  field(name: DetailField['name'], present?: string): Bound
  problem: { fields: Record<string, string> } | null
}

/** Whether a field is among the usual few, has something in it already, or has something to say. */
export function isShown(form: DetailForm, field: DetailField, filled: Record<string, string>): boolean {
  const { problem } = form
  const faulty = Object.keys(problem?.fields ?? {}).some((path) => path.startsWith(field.name))
  return field.common || faulty || (filled[field.name] ?? '') !== ''
}

/** The fields of one or more sections: the usual ones and those that are filled in, or all of them. */
export function DetailFields({
  form,
  fields,
  sections,
  present,
  all,
}: {
  form: DetailForm
  fields: DetailField[]
  sections: DetailSection[]
  /** What the entry has now. */
  present: Record<string, string>
  all: boolean
}) {
  const wanted = fields.filter(
    (field) => sections.includes(field.section) && (all || isShown(form, field, present)),
  )
  return wanted.map((field) => {
    const { name, label, hint, kind, dir, inputMode } = field
    const given = form.field(name, present[name])
    const bound = { ...given, value: given.value ?? '' }
    if (kind === 'line') {
      return (
        <TextField
          key={name}
          {...bound}
          {...{ label, dir, inputMode }}
          description={hint}
          autoComplete="off"
          optional
        />
      )
    }
    const rows = kind === 'postal' ? 3 : 1
    return <TextArea key={name} {...bound} {...{ label, dir, rows }} description={hint} optional />
  })
}
