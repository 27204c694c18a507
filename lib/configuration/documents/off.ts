/**
 * Statements that are switched off: each of their lines is a comment that begins with a mark, so that a person sees
 * what it is and switching on gives back every byte.
 */
import { linesOf } from './lines'
import { type Statement, text } from './statement'

const MARK = '#(off) '
/** Sections in sections that were switched off one after the other; a line with more marks is a comment. */
const TOO_DEEP = MARK.repeat(10)

export function isOff(line: string): boolean {
  return line.startsWith(MARK) && !line.startsWith(TOO_DEEP)
}

/** The lines with the mark. */
export function marked(raw: string): string {
  return linesOf(raw)
    .map((line) => MARK + line)
    .join('')
}

/** The lines without it. */
export function unmarked(raw: string): string {
  return linesOf(raw)
    .map((line) => line.slice(MARK.length))
    .join('')
}

/**
 * Marked lines as statements: each setting and each whole section among what they say without the mark is one that is
 * off. `split` reads what they say where they stand.
 */
export function offStatements(
  lines: string[],
  path: readonly string[],
  split: (text: string) => Statement[],
): Statement[] {
  const found: Statement[] = []
  let line = 0
  const take = (raw: string) => {
    const count = linesOf(raw).length
    line += count
    return lines.slice(line - count, line)
  }
  const said = split(unmarked(lines.join('')))
  for (let i = 0; i < said.length; i++) {
    const first = said[i] as Statement
    const end = lastOf(said, i)
    const whole = said.slice(i, end + 1)
    const unit = whole.map((one) => one.raw).join('')
    // Two in a line cannot be told apart by lines.
    if (!unit.endsWith('\n') && end < said.length - 1) return lines.map((one) => text(one, path))
    const raw = take(unit)
    if (first.kind === 'setting' || (first.kind === 'open' && said[end]?.kind === 'close'))
      found.push({ kind: 'off', raw: raw.join(''), name: first.name, value: first.value, path })
    else for (const one of raw) found.push(text(one, path))
    i = end
  }
  return [...found, ...lines.slice(line).map((one) => text(one, path))]
}

/** The place of the last statement of what begins at `first`: the end of a section, or the statement itself. */
export function lastOf(statements: readonly Statement[], first: number): number {
  if (statements[first]?.kind !== 'open') return first
  let depth = 0
  for (let i = first; i < statements.length; i++) {
    if (statements[i]?.kind === 'open') depth++
    if (statements[i]?.kind === 'close' && --depth === 0) return i
  }
  return statements.length - 1
}
