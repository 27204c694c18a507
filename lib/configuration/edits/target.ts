/** Which statement an edit of a field means, and what is to be done with it. */
import { ConsoleError } from '@/lib/errors'
import type { Parameter } from '../catalogue'
import { formats, type Target } from '../documents/document'
import { apacheQuoting, proftpdQuoting, quoted, words } from '../documents/words'
import { typedOf } from '../fields/fields'
import { parameterOf } from '../fields/id'
import { homeOf, isSamePlace, type Spot, spotsOf } from '../fields/places'
import type { Source } from '../fields/source'
import type { FieldEdit } from '../views'

/** `index` is that of the statement, null where there is none yet. */
export type Job = {
  change: FieldEdit['change']
  file: string
  target: Target
  /** What it is to be called; the target has the name that it is called by. */
  name: string
  index: number | null
  /** As the file says it. */
  value: string
  isSecret: boolean
}
/** Somebody else changed it: what there is now. */
export type Crossed = { yours: string; theirs: string }

/** What an agent shows in place of a secret, and takes for the one that is there. */
const KEPT = '(kept secret)'

/**
 * What is to be done; names of before that today's name makes needless go with it. Errors: ConsoleError 'invalid' about
 * the value, or that nothing, or more than one, is what the edit means.
 */
export function jobsFor(edit: FieldEdit, sources: readonly Source[]): Job[] | Crossed {
  const parameter = parameterOf(edit.field)
  if (!parameter) throw new ConsoleError('invalid', 'config.noParameter', { name: edit.field })
  const { name, kind, marks } = parameter
  if (!kind) throw new ConsoleError('invalid', 'config.fixed', { name })
  const isSecret = marks.includes('secret')
  const wish = 'value' in edit ? kind.print(edit.value) : ''
  const spots = spotsOf(parameter, sources).filter((spot) => isThere(edit, spot))
  if (edit.change === 'add') return [added(parameter, edit, spots, sources, wish)]
  const chosen = choose(parameter, edit, spots)
  const now = chosen ? typedOf(parameter, chosen.said) : null
  const value = chosen && isSecret ? withKept(parameter, wish, chosen.statement.value) : wish
  // One without a value looks like none, and mine is to hold over theirs where they took it away.
  if (edit.was !== undefined && (now ?? '') !== (edit.was ?? '')) {
    const isDone = edit.change === 'set' && chosen?.statement.value === value
    if (!isDone) return { yours: 'value' in edit && !isSecret ? edit.value : '', theirs: now ?? '' }
  }
  if (chosen) {
    const job = (change: Job['change'], { source, section, index, statement }: Spot, name: string): Job => {
      const target = { name: statement.name, section }
      return { change, file: source.file, target, name, index, value, isSecret }
    }
    if (edit.change !== 'set') return [job(edit.change, chosen, chosen.statement.name)]
    const beside = spots.filter((spot) => spot !== chosen && isOn(spot) && isSamePlaceAs(chosen, spot))
    const current = chosen.old && !parameter.repeated ? beside.findLast(({ old }) => !old) : undefined
    const needless = [...beside, ...(current ? [chosen] : [])].filter(({ old }) => old)
    const kept = current ?? chosen
    const own = job('set', kept, kept.old ? name : kept.statement.name)
    return [own, ...needless.map((spot) => job('unset', spot, spot.statement.name))]
  }
  if (edit.change !== 'set') throw new ConsoleError('invalid', 'config.noSetting', { name })
  return [{ change: 'set', ...place(parameter, edit, sources), name, index: null, value, isSecret }]
}

function isSamePlaceAs({ source, section }: Spot, other: Spot): boolean {
  return isSamePlace({ file: source.file, section }, { file: other.source.file, section: other.section })
}

function added(
  parameter: Parameter,
  edit: FieldEdit,
  spots: Spot[],
  sources: readonly Source[],
  value: string,
): Job {
  const where = place(parameter, edit, sources)
  const isOnce = !parameter.repeated && spots.some((spot) => isOn(spot) && isIn(where, spot))
  if (isOnce) throw new ConsoleError('invalid', 'config.once', { name: parameter.name })
  const { name } = parameter
  return { change: 'add', ...where, name, index: null, value, isSecret: parameter.marks.includes('secret') }
}

/** The statement at the index that was seen, or, when the file moved meanwhile, the one that says the same. */
function choose(parameter: Parameter, edit: FieldEdit, all: Spot[]): Spot | undefined {
  const was = 'was' in edit ? edit.was : undefined
  const spots = all.filter((spot) => isOn(spot) === (edit.change !== 'on'))
  const isSame = (spot: Spot) => was === undefined || typedOf(parameter, spot.said) === was
  if (edit.index !== undefined) {
    const isSwitch = edit.change === 'off' || edit.change === 'on'
    const there = (isSwitch ? spots : all).find(({ index }) => index === edit.index)
    if (there && isSame(there)) return there
    const alike = spots.filter(isSame)
    if (alike.length > 0) return alone(parameter, alike)
    return there ?? spots[0]
  }
  // Without a place the one that counts for the whole server is meant, where it is there; what a service of Postfix has
  // behind `-o` is named by its file.
  const own = edit.file ? spots : spots.filter(({ source }) => source.document.format === parameter.format)
  const general = edit.section ? own : outermost(own)
  const alike = general.filter(isSame)
  return general.length > 1 && alike.length === 1 ? alike[0] : alone(parameter, general)
}

function alone({ name }: Parameter, spots: Spot[]): Spot | undefined {
  const [first] = spots
  const format = first && formats[first.source.document.format]
  const isOneFile = spots.every(({ source }) => source === first?.source)
  if (spots.length > 1 && !(isOneFile && format?.repeated === 'last'))
    throw new ConsoleError('invalid', 'config.several', { name })
  return spots.at(-1)
}

function outermost(spots: Spot[]): Spot[] {
  const least = Math.min(...spots.map(({ section }) => section.length))
  return spots.filter(({ section }) => section.length === least)
}

function place(
  parameter: Parameter,
  edit: FieldEdit,
  sources: readonly Source[],
): { file: string; target: Target } {
  const { name } = parameter
  const home = homeOf(parameter, sources)
  const file = edit.file ?? home.file
  if (file === null) throw new ConsoleError('invalid', 'config.noPlace', { name })
  if (!sources.some((source) => source.file === file && source.service === parameter.service))
    throw new ConsoleError('notFound', 'config.noFile', { file })
  return { file, target: { name, section: edit.section ?? home.section } }
}

function isThere({ file, section }: FieldEdit, spot: Spot): boolean {
  return (
    (file === undefined || file === spot.source.file) && (!section || isSameSection(section, spot.section))
  )
}

function isIn({ file, target: { section = [] } }: { file: string; target: Target }, spot: Spot): boolean {
  return spot.source.file === file && isSameSection(section, spot.section)
}

function isSameSection(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n').toLowerCase() === other.join('\n').toLowerCase()
}

function isOn({ statement }: Spot): boolean {
  return statement.kind !== 'off'
}

/** An entry alone, of a directive that has its password behind it, keeps that. */
function withKept({ kind, format }: Parameter, wish: string, present: string): string {
  if (kind?.control !== 'dn') return wish
  const quoting = format === 'apache' ? apacheQuoting : proftpdQuoting
  const hasOne = words(wish, quoting).length === 1 && words(present, quoting).length > 1
  return hasOne ? `${wish} ${quoted(KEPT, quoting)}` : wish
}
