/** The difference of two texts as `diff -u` shows it. */
import { diffIndices } from 'node-diff3'

const AROUND = 3

/** Lines with three of context around each change; none when the two are the same. */
export function unifiedDiff(name: string, before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const changes = diffIndices(old, now).map(({ buffer1: [from, less], buffer2: [at, more] }) => ({
    ...{ from, less, at, more },
  }))
  if (changes.length === 0) return []
  const hunks: (typeof changes)[] = []
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1)
    if (last && change.from - (last.from + last.less) <= 2 * AROUND) hunks.at(-1)?.push(change)
    else hunks.push([change])
  }
  return [`--- ${name}`, `+++ ${name}`, ...hunks.flatMap((hunk) => hunkLines(hunk, old, now))]
}

type Change = { from: number; less: number; at: number; more: number }

function hunkLines(hunk: Change[], old: string[], now: string[]): string[] {
  const [first, last] = [hunk[0] as Change, hunk.at(-1) as Change]
  const begin = Math.max(0, first.from - AROUND)
  const end = Math.min(old.length, last.from + last.less + AROUND)
  const lines: string[] = []
  let place = begin
  for (const { from, less, at, more } of hunk) {
    lines.push(...old.slice(place, from).map((line) => ` ${line}`))
    lines.push(...old.slice(from, from + less).map((line) => `-${line}`))
    lines.push(...now.slice(at, at + more).map((line) => `+${line}`))
    place = from + less
  }
  lines.push(...old.slice(place, end).map((line) => ` ${line}`))
  const [less, more] = ['-', '+'].map((sign) => lines.filter((line) => line.startsWith(sign)).length)
  const begins = first.at - (first.from - begin)
  const size = end - begin
  return [`@@ -${range(begin, size)} +${range(begins, size - (less ?? 0) + (more ?? 0))} @@`, ...lines]
}

/** From 1; of nothing, the line that it stands behind. */
function range(begin: number, size: number): string {
  return size === 1 ? String(begin + 1) : `${size === 0 ? begin : begin + 1},${size}`
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  else lines.push(`${lines.pop()}\n\\ No newline at end of file`)
  return lines
}
