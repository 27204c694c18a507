/**
 * Where a parameter stands: which files, and which sections of them, have a say. Apache's and ProFTPD's directives count
 * in every section, Postfix's parameters also behind `-o` in master.cf, and those of slapd in the entries that are
 * meant.
 */
import type { OldName, Parameter } from '../catalogue'
import { type EntryPlace, entriesOf } from '../documents/cn-config'
import { type Document, formats, withoutConditions } from '../documents/document'
import type { Statement } from '../documents/statement'
import { mainFileOf, type Source } from './source'

export type Spot = {
  source: Source
  /** Negative where it is only shown. */
  index: number
  statement: Statement
  section: readonly string[]
  /** The name that it stands under, where that is not today's. */
  old: OldName | undefined
  /** The value in the words of today's name. */
  said: string
}

/** Every statement of the parameter, also those that are off, file by file. */
export function spotsOf(parameter: Parameter, sources: readonly Source[]): Spot[] {
  return sources.flatMap((source) => {
    const isOwn = namesIn(parameter, source)
    if (!isOwn) return []
    const spots = (document: Document, indexOf: (at: number) => number) =>
      document.statements.flatMap((statement, at): Spot[] => {
        const { kind, name, value, path } = statement
        if (kind === 'text' || kind === 'close' || !isOwn(name, path)) return []
        const old = oldNameOf(parameter, source, name)
        const said = old?.means?.[value.toLowerCase()] ?? value
        return [
          { source, index: indexOf(at), statement, section: withoutConditions(document, path), old, said },
        ]
      })
    const fixed = source.fixed ? spots(source.fixed, (at) => -1 - at) : []
    return [...spots(source.document, (at) => at), ...fixed]
  })
}

/** Tells whether a statement of this name and path is the parameter's; null where none in the file can be. */
export function namesIn(
  parameter: Parameter,
  source: Source,
): ((name: string, path: readonly string[]) => boolean) | null {
  const { document } = source
  if (source.service !== parameter.service || !mayHold(parameter, source)) return null
  const fold = folded(source)
  // A schema is an entry, and known by its name.
  const own = parameter.place === 'schema' ? 'cn' : parameter.name
  const names = new Set([own, ...parameter.formerly.map(({ name }) => name)].map(fold))
  if (document.format !== 'cn=config') return (name) => names.has(fold(name))
  const entries = entriesOf(document, placeOf(parameter))
  return (name, [entry]) => names.has(fold(name)) && entry !== undefined && entries.includes(entry)
}

function oldNameOf({ formerly }: Parameter, source: Source, name: string): OldName | undefined {
  const fold = folded(source)
  return formerly.find((one) => fold(one.name) === fold(name))
}

function folded({ document: { format } }: Source): (name: string) => string {
  return (name) => (formats[format].caseSensitive ? name : name.toLowerCase())
}

/** A file, and the sections around a statement. */
export type Place = { file: string; section: readonly string[] }

/** Where a new value may stand, the place that counts for the whole server first where there is one. */
export function placesFor(parameter: Parameter, sources: readonly Source[]): Place[] {
  const { within, isOnlyIn } = parameter
  const home = homeOf(parameter, sources)
  const main = home.file !== null && !isOnlyIn ? [{ file: home.file, section: home.section }] : []
  const own = sources.filter((source) => source.service === parameter.service && mayHold(parameter, source))
  // Each question to the directory is a file of its own.
  if (parameter.place === 'lookup table') return own.map(({ file }) => ({ file, section: [] }))
  const sections = own.flatMap(({ file, document }) =>
    document.statements.flatMap(({ kind, path, label = '' }): Place[] =>
      kind === 'open' && within?.test(label)
        ? [{ file, section: withoutConditions(document, [...path, label]) }]
        : [],
    ),
  )
  const places = [...main, ...sections]
  return places.filter((one, at) => places.findIndex((other) => isSamePlace(one, other)) === at)
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.file === other.file && one.section.join('\n').toLowerCase() === other.section.join('\n').toLowerCase()
  )
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
