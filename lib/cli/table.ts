/** Rows of texts in columns that line up in a terminal, whatever the script of the texts. */
import { printableCell } from './printable'
import { displayWidth, padded } from './width'

const GAP = '  '

/** Lines with a head; only the head when there are no rows. Data in the cells is made printable. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((row) => row.map(printableCell))
  const columns = head.map((_, at) => Math.max(...lines.map((line) => displayWidth(line[at] ?? ''))))
  return lines.map((line) => inColumns(line, columns)).join('\n')
}

/** One property a line, its name first; a property with several values takes a line for each. */
export function properties(rows: [name: string, value: string | string[]][]): string {
  const lines = rows.flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value]
    return values.map((one, at) => [at === 0 ? name : '', printableCell(one)])
  })
  const width = Math.max(0, ...lines.map(([name = '']) => displayWidth(name)))
  return lines.map((line) => inColumns(line, [width, 0])).join('\n')
}

function inColumns(cells: string[], columns: number[]): string {
  return cells
    .map((cell, at) => padded(cell, columns[at] ?? 0))
    .join(GAP)
    .trimEnd()
}
