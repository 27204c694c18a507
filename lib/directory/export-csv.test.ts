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
])('makes a text of %j', async (value, safe) => {
  expect(await written(value)).toBe(`\uFEFF"Name"\r\n"${safe}"\r\n`)
})

it.each(['a=b', '1-2', 'anna@example.com', "O'Neill", 'a; b', ''])('leaves %j alone', async (value) => {
  expect(await written(value)).toBe(`\uFEFF"Name"\r\n"${value}"\r\n`)
})
