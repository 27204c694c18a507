/** Two texts side by side: which lines went, came and stayed, with a few of those around them. */
import { diffLines } from 'diff'

export type DiffLine = { number: number; text: string }
/** A line of both, of one only, or one against another; `gap` stands for lines that are the same and left out. */
export type DiffRow =
  | { kind: 'same' | 'changed'; before: DiffLine; after: DiffLine }
  | { kind: 'gone'; before: DiffLine; after: null }
  | { kind: 'new'; before: null; after: DiffLine }
  | { kind: 'gap'; from: number; lines: number }

export type Difference = { rows: DiffRow[]; isCut: boolean }

/** Lines around a change that are shown with it. */
const AROUND = 3
/** More are not read by anybody. */
const MOST_ROWS = 2000
/** Texts that have next to nothing in common would take minutes. */
const PATIENCE_MS = 1000

/** `isCut` when not all of it is shown. Line ends alone are a difference too. */
export function difference(before: string, after: string): Difference {
  const parts = diffLines(before, after, { timeout: PATIENCE_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ]
  const rows: DiffRow[] = []
  let [left, right] = [1, 1]
  let gone: DiffLine[] = []
  const settle = () => {
    rows.push(...gone.map((before) => ({ kind: 'gone' as const, before, after: null })))
    gone = []
  }
  for (const { value, removed, added } of parts) {
    const lines = linesOf(value)
    if (removed) gone.push(...lines.map((text) => ({ number: left++, text })))
    else if (added) {
      const came = lines.map((text) => ({ number: right++, text }))
      const pairs = Math.min(gone.length, came.length)
      for (let i = 0; i < pairs; i++)
        rows.push({ kind: 'changed', before: gone[i] as DiffLine, after: came[i] as DiffLine })
      gone = gone.slice(pairs)
      settle()
      rows.push(...came.slice(pairs).map((after) => ({ kind: 'new' as const, before: null, after })))
    } else {
      settle()
      rows.push(
        ...lines.map((text) => ({
          kind: 'same' as const,
          before: { number: left++, text },
          after: { number: right++, text },
        })),
      )
    }
  }
  settle()
  const near = withGaps(rows)
  return { rows: near.slice(0, MOST_ROWS), isCut: near.length > MOST_ROWS }
}

/** The lines without their feeds; a carriage return is shown, since a server reads it. */
function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => line.replaceAll('\r', '␍'))
}

function withGaps(rows: DiffRow[]): DiffRow[] {
  const near = new Set<number>()
  rows.forEach(({ kind }, at) => {
    if (kind === 'same') return
    for (let i = at - AROUND; i <= at + AROUND; i++) near.add(i)
  })
  const found: DiffRow[] = []
  for (const [at, row] of rows.entries()) {
    const last = found.at(-1)
    if (near.has(at)) found.push(row)
    else if (last?.kind === 'gap') last.lines++
    else if (row.kind === 'same') found.push({ kind: 'gap', from: row.before.number, lines: 1 })
  }
  return found
}
