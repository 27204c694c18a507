/**
 * Where a parameter stands: which files, and which sections of them, have a say. Apache's and ProFTPD's directives count
 * in every section, Postfix's parameters also behind `-o` in master.cf, and those of slapd in the entries that are
 * meant.
 */
import type { Parameter } from '../catalogue'
import { type EntryPlace, entriesOf } from '../documents/cn-config'
import { formats, withoutConditions } from '../documents/document'
import type { Statement } from '../documents/statement'
import { mainFileOf, type Source } from './source'

export type Spot = { source: Source; index: number; statement: Statement; section: readonly string[] }

/** Every statement of the parameter, also those that are off, file by file. */
export function spotsOf(parameter: Parameter, sources: readonly Source[]): Spot[] {
  return sources.flatMap((source) => {
    const isOwn = namesIn(parameter, source)
    if (!isOwn) return []
    return source.document.statements.flatMap((statement, index): Spot[] => {
      const { kind, name, path } = statement
      if (kind === 'text' || kind === 'close' || !isOwn(name, path)) return []
      return [{ source, index, statement, section: withoutConditions(source.document, path) }]
    })
  })
}

/** Tells whether a statement of this name and path is the parameter's; null where none in the file can be. */
export function namesIn(
  parameter: Parameter,
  source: Source,
): ((name: string, path: readonly string[]) => boolean) | null {
  const { document } = source
  if (source.service !== parameter.service || !mayHold(parameter, source)) return null
  const fold = (name: string) => (formats[document.format].caseSensitive ? name : name.toLowerCase())
  const own = fold(parameter.name)
  if (document.format !== 'cn=config') return (name) => fold(name) === own
  const entries = entriesOf(document, placeOf(parameter))
  return (name, [entry]) => fold(name) === own && entry !== undefined && entries.includes(entry)
}

/** Where the parameter goes when nobody says where; no file where there are several, or none. */
export function homeOf(
  parameter: Parameter,
  sources: readonly Source[],
): { file: string | null; section: readonly string[] } {
  const file = mainFileOf(parameter)
  const document = sources.find((source) => source.file === file)?.document
  if (parameter.format !== 'cn=config' || !document) return { file, section: [] }
  const [entry] = entriesOf(document, placeOf(parameter))
  return entry === undefined ? { file: null, section: [] } : { file, section: [entry] }
}

function placeOf({ place }: Parameter): EntryPlace {
  return place === 'lookup table' ? undefined : place
}

function mayHold(parameter: Parameter, { file, document: { format } }: Source): boolean {
  if (parameter.format !== 'main.cf') return format === parameter.format
  if (parameter.place === 'lookup table') return format === 'main.cf' && file !== 'postfix/main.cf'
  return file === 'postfix/main.cf' || format === 'master.cf'
}
