/** Tables for spreadsheets (RFC 4180): each cell in quotes, so that a value is one cell whatever is in it. */

/** UTF-8 is told from older encodings by it. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What a spreadsheet would take for a formula: at the beginning of a cell, and behind what some of them take for the
 * beginning of one, a semicolon or tab where that separates cells. There spaces may be dropped, and quotes are no part of
 * the cell. Full-width forms are formulas in East Asian versions.
 */
const formula = /(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])(?<=(?:^|[;\t\r\n])(?:[^\S\t\r\n]|")*)/g

/** Where such a cell would begin with the end of this line. */
const openEnd = /(?<=[;\t\r\n])$/

/** The file, line by line. A cell that begins like a formula gets an apostrophe, which makes it a text. */
export async function* csv<Row>(
  rows: AsyncIterable<Row>,
  columns: { label: string; value: (row: Row) => string }[],
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columns.map(({ label }) => label))
  for await (const row of rows) yield line(columns.map(({ value }) => value(row)))
}

function line(cells: string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string): string {
  return `"${value.replace(formula, "'").replace(openEnd, "'").replaceAll('"', '""')}"`
}
