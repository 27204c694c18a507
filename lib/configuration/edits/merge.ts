/** Two texts that came from the same one are brought together, line by line. */
import { diff3Merge } from 'node-diff3'
import { linesOf } from '../documents/lines'

const MARKS = { yours: '<<<<<<< yours\n', between: '=======\n', theirs: '>>>>>>> theirs\n' } as const

/**
 * `yours` and `theirs` with the changes that both made to `base`. Where they crossed, the text has both versions between
 * marks, and `crossed` is true.
 */
export function merged(base: string, yours: string, theirs: string): { text: string; crossed: boolean } {
  if (base === theirs || yours === theirs) return { text: yours, crossed: false }
  if (base === yours) return { text: theirs, crossed: false }
  const regions = diff3Merge(linesOf(yours), linesOf(base), linesOf(theirs), { excludeFalseConflicts: true })
  const text = regions.map(({ ok, conflict }) => {
    if (!conflict) return (ok ?? []).join('')
    return MARKS.yours + ended(conflict.a) + MARKS.between + ended(conflict.b) + MARKS.theirs
  })
  return { text: text.join(''), crossed: regions.some(({ conflict }) => conflict !== undefined) }
}

/** Whether somebody left such marks in a text. */
export function hasMarks(text: string): boolean {
  return linesOf(text).some((line) => line === MARKS.yours || line === MARKS.theirs)
}

function ended(lines: string[]): string {
  const text = lines.join('')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
