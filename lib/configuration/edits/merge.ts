/** Two texts that came from the same one are brought together, line by line. */
import { diff3Merge } from 'node-diff3'
import { linesOf } from '../documents/lines'

const MARKS = { yours: '<<<<<<< yours\n', between: '=======\n', theirs: '>>>>>>> theirs\n' } as const

type Merged =
  | { text: string; crossed: false }
  /** `yours` and `theirs` are the text where one of the two holds. */
  | { text: string; crossed: true; yours: string; theirs: string }

/**
 * `yours` and `theirs` with the changes that both made to `base`. Where they crossed, the text has both versions between
 * marks, and `crossed` is true.
 */
export function merged(base: string, yours: string, theirs: string): Merged {
  if (base === theirs || yours === theirs) return { text: yours, crossed: false }
  if (base === yours) return { text: theirs, crossed: false }
  const regions = diff3Merge(linesOf(yours), linesOf(base), linesOf(theirs), { excludeFalseConflicts: true })
  const whole = (crossing: (yours: string[], theirs: string[]) => string) =>
    regions
      .map(({ ok, conflict }) => (conflict ? crossing(conflict.a, conflict.b) : (ok ?? []).join('')))
      .join('')
  const text = whole((a, b) => MARKS.yours + ended(a) + MARKS.between + ended(b) + MARKS.theirs)
  if (regions.every(({ conflict }) => conflict === undefined)) return { text, crossed: false }
  return { text, crossed: true, yours: whole((a) => a.join('')), theirs: whole((_, b) => b.join('')) }
}

/**
 * `theirs` without the change that made `applied` of `old`. What others wrote beside it stays; where they wrote over it
 * the old lines come back, and `crossed` is true.
 */
export function takenOut(applied: string, old: string, theirs: string): { text: string; crossed: boolean } {
  let crossed = false
  const regions = diff3Merge(linesOf(old), linesOf(applied), linesOf(theirs), { excludeFalseConflicts: true })
  const text = regions.map(({ ok, conflict }) => {
    if (!conflict) return (ok ?? []).join('')
    const beside =
      exchanged(conflict.b, conflict.o, conflict.a) ?? exchanged(conflict.a, conflict.o, conflict.b)
    crossed ||= !beside
    return (beside ?? conflict.a).join('')
  })
  return { text: text.join(''), crossed }
}

/** Whether somebody left such marks in a text. */
export function hasMarks(text: string): boolean {
  return linesOf(text).some((line) => line === MARKS.yours || line === MARKS.theirs)
}

/** `lines` with others in place of some that stand together; undefined where these are not, or go on behind. */
function exchanged(lines: string[], some: string[], others: string[]): string[] | undefined {
  const at = lines.findIndex((_, i) => some.every((line, n) => lines[i + n] === line))
  if (at < 0) return undefined
  const [before, after] = [lines.slice(0, at), lines.slice(at + some.length)]
  const isOneStatement = some.length > 0 && isIndented(after[0]) && !isIndented(some[0])
  const ends = [...before, ...others].at(-1)?.endsWith('\n') ?? true
  return isOneStatement || (!ends && after.length > 0) ? undefined : [...before, ...others, ...after]
}

function isIndented(line = ''): boolean {
  return /^[ \t]+\S/.test(line)
}

function ended(lines: string[]): string {
  const text = lines.join('')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
