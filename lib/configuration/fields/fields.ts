/** The fields of the Configuration pages: rows of the catalogue with what the files say. */
import { type Parameter, parameters } from '../catalogue'
import { linesOf } from '../documents/lines'
import type { Field, FieldValue } from '../views'
import { idOf } from './id'
import { homeOf, isSamePlace, type Place, placesFor, type Spot, spotsOf } from './places'
import type { Source } from './source'

/** In the catalogue's order; `rows` are all of them unless said otherwise. */
export function fieldsOf(sources: readonly Source[], rows: readonly Parameter[] = parameters): Field[] {
  const lines = new Map(sources.map((source) => [source.file, linesBefore(source)]))
  return rows.map((parameter) => fieldOf(parameter, sources, lines))
}

/** What a field shows of a statement, in a person's own words; nothing of a secret. */
export function typedOf({ kind, marks }: Parameter, printed: string): string {
  if (kind) return kind.show(printed)
  return marks.includes('secret') ? '' : printed
}

function fieldOf(parameter: Parameter, sources: readonly Source[], lines: Map<string, number[]>): Field {
  const { service, section, name, kind, marks, apply, repeated, guide, help, format, isOnlyIn } = parameter
  const { file, section: home } = homeOf(parameter, sources)
  const main = file === null || isOnlyIn || format === 'cn=config' ? null : { file, section: home }
  return {
    ...{ id: idOf(parameter), service, section, name, marks, guide, help },
    control: kind?.control ?? null,
    choices: kind?.choices ?? [],
    values: spotsOf(parameter, sources).map((spot) => shownOf(parameter, spot, lines, main)),
    places: kind ? placesFor(parameter, sources) : [],
    default: kind && parameter.default !== '' ? kind.show(parameter.default) : parameter.default,
    cost: apply,
    isRepeated: repeated,
  }
}

function shownOf(
  parameter: Parameter,
  { source, index, statement, section, old, said }: Spot,
  lines: Map<string, number[]>,
  main: Place | null,
): FieldValue {
  const isSecret = parameter.marks.includes('secret')
  return {
    typed: typedOf(parameter, said),
    items: parameter.kind?.items?.(said) ?? null,
    ...{ file: source.file, index, section, isOn: statement.kind !== 'off' },
    isOverride: main !== null && !isSamePlace(main, { file: source.file, section }),
    old: old ? { name: statement.name, value: isSecret ? '' : statement.value } : null,
    line: lines.get(source.file)?.[index] ?? 0,
  }
}

/** The line that each statement begins in, from 1. */
function linesBefore({ document: { statements } }: Source): number[] {
  let line = 1
  return statements.map(({ raw }) => {
    const begin = line
    line += linesOf(raw).filter((one) => one.endsWith('\n')).length
    return begin
  })
}
