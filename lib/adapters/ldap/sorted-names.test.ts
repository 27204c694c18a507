import { describe, expect, it } from 'vitest'
import { SortedNames } from './sorted-names'

const named = (...names: (string | string[])[]) =>
  names.map((values, number) => ({ dn: `uid=${number},ou=a\\,b,o=x`, values: [values].flat() }))
const order = (names: (string | string[])[], reverse = false) =>
  new SortedNames(named(...names), reverse).dns(0, names.length).map((dn) => names[Number(dn[4])])

describe('names', () => {
  it('go by letters without regard to case and width, in the order of Unicode', () =>
    expect(order(['\u{1d4d1}x', 'b', 'ä', 'Z', 'א', 'Ａa', 'ab', '\uffee'])).toEqual([
      ...['Ａa', 'ab', 'b', '\u{1d4d1}x', 'Z', 'ä', 'א', '\uffee'],
    ]))

  it('put letters beyond the first plane after all others', () =>
    expect(order(['\u{10400}', '\ufdfa', 'ﬁ'])).toEqual(['ﬁ', '\ufdfa', '\u{10400}']))

  it('are the first of several, and come before what has none', () =>
    expect(order([[], ['x', 'c'], 'd', ['b', 'y']])).toEqual([['b', 'y'], ['x', 'c'], 'd', []]))

  it('turn round with what has none', () => expect(order(['a', [], 'b'], true)).toEqual([[], 'b', 'a']))
})

describe('rows', () => {
  const entries = [
    ...named('Anna', 'anton', 'Berta', 'Ärger', []),
    { dn: 'ou=a\\,b,o=x', values: ['Cäsar'] },
    { dn: 'uid=é,ou=c,ou=a\\,b,o=x', values: ['Dora'] },
  ]
  const list = new SortedNames(entries)

  it('have whole names, to the end and no further', () => {
    expect(list.dns(3, 10)).toEqual([
      ...['ou=a\\,b,o=x', 'uid=é,ou=c,ou=a\\,b,o=x', 'uid=3,ou=a\\,b,o=x', 'uid=4,ou=a\\,b,o=x'].slice(0, 4),
    ])
    expect(list.dns(7, 3)).toEqual([])
    expect(new SortedNames([]).dns(0, 3)).toEqual([])
  })

  it.each([
    ['', 0],
    ['a', 0],
    ['ANT', 1],
    ['b', 2],
    ['c', 3],
    ['e', 5],
    ['ä', 5],
    ['א', 6],
  ])('are found from %j on', (text, row) => expect(list.rowOf(text)).toBe(row))

  it.each([
    ['', 0],
    ['ä', 1],
    ['a', 5],
    ['anna', 6],
    ['b', 4],
    ['0', 7],
  ])('are found from %j on in reverse order', (text, row) =>
    expect(new SortedNames(entries, true).rowOf(text)).toBe(row),
  )
})

describe('lists', () => {
  it('are the same with the same entries in the same order', () => {
    const same = (a: string[], b: string[], reverse = false) =>
      new SortedNames(named(...a)).isSame(new SortedNames(named(...b), reverse))
    expect(same(['a', 'b'], ['A', 'B'])).toBe(true)
    expect(same(['a', 'b'], ['a', 'c'])).toBe(false)
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false)
    expect(same(['a'], ['a', 'b'])).toBe(false)
    expect(same(['a'], ['a'], true)).toBe(false)
    expect(same([], [])).toBe(true)
  })
})
