import { expect, it } from 'vitest'
import { listings } from './listings'

const letters = listings<string>({ page: 2, sizeOf: (text) => text.length })
const never = async (): Promise<string[]> => {
  throw new Error('made anew')
}

it('two who read at once get each their own list to the end', async () => {
  const one = await letters({ skip: 0 }, async () => ['a', 'b', 'c', 'd', 'e'])
  const other = await letters({ skip: 0 }, async () => ['v', 'w', 'x'])
  expect([one.rows, other.rows]).toEqual([
    ['a', 'b'],
    ['v', 'w'],
  ])
  const { list } = one
  const second = await letters({ list, skip: one.next }, never)
  expect(second).toEqual({ list, rows: ['c', 'd'], next: 4, total: 5 })
  const rest = await letters({ list: other.list, skip: other.next }, never)
  expect(rest).toMatchObject({ rows: ['x'], next: 3, total: 3 })
  expect((await letters({ list, skip: 4 }, never)).rows).toEqual(['e'])
})

it('one row is told however long it is', async () => {
  const first = await letters({ skip: 0 }, async () => ['long', 'b'])
  expect(first).toMatchObject({ rows: ['long'], next: 1, total: 2 })
})

it('a list that had to make way is told from its beginning', async () => {
  const rows = ['a', 'b', 'c']
  const first = await letters({ skip: 0 }, async () => rows)
  for (let other = 0; other < 16; other++) await letters({ skip: 0 }, async () => rows)
  const again = await letters({ list: first.list, skip: first.next }, async () => rows)
  expect(again).toMatchObject({ rows: ['a', 'b'], next: 2 })
  expect(again.list).not.toBe(first.list)
})
