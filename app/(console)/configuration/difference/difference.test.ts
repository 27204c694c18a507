import { describe, expect, it } from 'vitest'
import { difference } from './difference'

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}\n`).join('')

describe('the difference of two texts', () => {
  it('has the changed line beside its successor, and three lines around it', () => {
    const before = numbered(20)
    const { rows, isCut } = difference(before, before.replace('line 10\n', 'line ten\n'))
    expect(isCut).toBe(false)
    expect(rows.map(({ kind }) => kind)).toEqual([
      ...['gap', 'same', 'same', 'same', 'changed', 'same', 'same', 'same', 'gap'],
    ])
    expect(rows[0]).toEqual({ kind: 'gap', from: 1, lines: 6 })
    expect(rows[4]).toEqual({
      kind: 'changed',
      before: { number: 10, text: 'line 10' },
      after: { number: 10, text: 'line ten' },
    })
  })

  it('counts the lines of both sides by themselves', () => {
    expect(difference('a\nb\nc\n', 'a\nc\nd\n').rows).toEqual([
      { kind: 'same', before: { number: 1, text: 'a' }, after: { number: 1, text: 'a' } },
      { kind: 'gone', before: { number: 2, text: 'b' }, after: null },
      { kind: 'same', before: { number: 3, text: 'c' }, after: { number: 2, text: 'c' } },
      { kind: 'new', before: null, after: { number: 3, text: 'd' } },
    ])
  })

  it('tells a carriage return from none, and finds nothing between equal texts', () => {
    expect(difference('a\n', 'a\r\n').rows).toEqual([
      { kind: 'changed', before: { number: 1, text: 'a' }, after: { number: 1, text: 'a␍' } },
    ])
    expect(difference('', '').rows).toEqual([])
    expect(difference(numbered(5), numbered(5)).rows).toEqual([{ kind: 'gap', from: 1, lines: 5 }])
  })

  it('gives up on showing everything of long ones', () => {
    const { rows, isCut } = difference('', numbered(5000))
    expect([rows.length, isCut]).toEqual([2000, true])
  })
})
