import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csv } from './export-csv'

async function written(...values: string[]): Promise<string> {
  const rows = (async function* () {
    yield* values
  })()
  let text = ''
  for await (const line of csv(rows, [{ label: 'Name', value: (row: string) => row }])) text += line
  return text
}

it('begins with the byte order mark and the names of the columns', async () => {
  expect(await written()).toBe('\uFEFF"Name"\r\n')
})

it('keeps commas, quotes, line breaks and every alphabet in their cell', async () => {
  expect(await written('a,b', 'say "x"', 'a\r\nb', 'Zoë כהן')).toBe(
    '\uFEFF"Name"\r\n"a,b"\r\n"say ""x"""\r\n"a\r\nb"\r\n"Zoë כהן"\r\n',
  )
})

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1', "'+49 30 1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', "'\r'=1"],
  ['＝1', "'＝1"],
  ['x;=cmd', "x;'=cmd"],
  ['x\n=cmd', "x\n'=cmd"],
  ['x\t =cmd', "x\t '=cmd"],
  ['x;  =cmd', "x;  '=cmd"],
  [' =1', " '=1"],
  ['x;', "x;'"],
])('makes a text of %j', async (value, safe) => {
  expect(await written(value)).toBe(`\uFEFF"Name"\r\n"${safe}"\r\n`)
})

it.each(['a=b', '1-2', 'anna@example.com', "O'Neill", 'a; b', ''])('leaves %j alone', async (value) => {
  expect(await written(value)).toBe(`\uFEFF"Name"\r\n"${value}"\r\n`)
})

it('begins no cell like a formula, whatever a spreadsheet takes for what separates them', async () => {
  const signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']
  const isFormula = (cell: string) => [cell, cell.trimStart()].some(([first = 'a']) => signs.includes(first))
  const text = fc.string({ unit: fc.constantFrom(...signs, '\n', ';', ',', '"', "'", ' ', '1') })
  const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const file = await tableOf(rows)
      for (const separator of [',', ';', '\t'])
        expect(cellsOf(file, separator).filter(isFormula), separator).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

it('makes a text of what is behind a semicolon and a quote', async () => {
  expect(await tableOf([['a', 'x;"=1+1;y', 'z']])).toContain(`"a","x;""'=1+1;y","z"\r\n`)
})

async function tableOf(rows: string[][]): Promise<string> {
  const given = (async function* () {
    yield* rows
  })()
  const columns = [0, 1, 2].map((at) => ({ label: 'Name', value: (row: string[]) => row[at] ?? '' }))
  let text = ''
  for await (const line of csv(given, columns)) text += line
  return text.slice(1)
}

/** As spreadsheets read it: a quote at the beginning of a cell opens it, and what is behind the closing one belongs to it. */
function cellsOf(file: string, separator: string): string[] {
  const cells = ['']
  let isQuoted = false
  let isBeginning = true
  for (let at = 0; at < file.length; at++) {
    const sign = file.charAt(at)
    if (isQuoted && sign === '"' && file[at + 1] === '"') cells[cells.length - 1] += file.charAt(at++)
    else if (isQuoted ? sign === '"' : isBeginning && sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === separator || sign === '\n' || file.startsWith('\r\n', at))) {
      if (sign === '\r') at++
      cells.push('')
      isBeginning = true
      continue
    } else cells[cells.length - 1] += sign
    isBeginning = false
  }
  return cells
}
