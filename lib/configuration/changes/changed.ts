/** What a change of a file comes to: its statements that are others now, whatever moved or was commented. */
import type { Document } from '../documents/document'

export type Changed = {
  name: string
  section: readonly string[]
  /** All values of that name there, in their order. */
  before: string[]
  after: string[]
}

/** In the order in which the files have them. */
export function changedStatements(before: Document, after: Document): Changed[] {
  const [old, now] = [grouped(before), grouped(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)]
    const { name, section } = (is ?? was) as Group
    const [values, others] = [was?.values ?? [], is?.values ?? []]
    return values.join('\n') === others.join('\n') && values.length === others.length
      ? []
      : [{ name, section, before: values, after: others }]
  })
}

/** Whether a server that reads the two sees any difference. */
export function isSame(before: Document, after: Document): boolean {
  return said(before) === said(after)
}

/** The values of that name there. */
export function valuesIn(document: Document, { name, section }: Pick<Changed, 'name' | 'section'>): string[] {
  return grouped(document).get(keyOf(name, section))?.values ?? []
}

type Group = { name: string; section: readonly string[]; values: string[] }

function grouped({ statements }: Document): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { kind, name, value, path } of statements) {
    if (kind !== 'setting' && kind !== 'open') continue
    const key = keyOf(name, path)
    const group = groups.get(key) ?? { name, section: path, values: [] }
    group.values.push(value)
    groups.set(key, group)
  }
  return groups
}

function keyOf(name: string, section: readonly string[]): string {
  return [...section, name].join('\n').toLowerCase()
}

function said({ statements }: Document): string {
  return JSON.stringify(
    statements.flatMap(({ kind, name, value, path, raw }) =>
      kind === 'off' || (kind === 'text' && /^[\t-\r ]*(#|$)/.test(raw)) ? [] : [[kind, name, value, path]],
    ),
  )
}
