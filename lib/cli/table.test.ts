import { describe, expect, it } from 'vitest'
import { properties, table } from './table'
import { displayWidth } from './width'

describe('the columns that a text takes in a terminal', () => {
  it.each([
    ['Anna', 4],
    ['Ångström', 8],
    ['A\u030angstro\u0308m', 8],
    ['Παπαδάκη', 8],
    ['שָׁלוֹם', 4],
    ['ليلى', 4],
    ['東京', 4],
    ['김민준', 6],
    ['ﾊﾝｶｸ', 4],
    ['ＡＢ', 4],
    ['🌻', 2],
    ['👩‍🌾', 2],
    ['👍🏽', 2],
    ['🇮🇱', 2],
    ['❤️', 2],
    ['a\u200bb', 2],
    ['', 0],
  ])('%s takes %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns)
  })
})

describe('a table', () => {
  it('has translated sentences with the isolates of their values', () => {
    const cell = 'השרת \u2068slapd\u2069 אינו מגיב.'
    expect(table(['x'], [[cell]])).toBe(`x\n${cell}`)
    expect(properties([['x', [cell]]])).toBe(`x  ${cell}`)
  })

  it('lines its columns up for every script', () => {
    const rows = [
      ['tanaka', '健 田中', 'x'],
      ['ada', 'Ada 🌻', 'x'],
      ['noa.levi', 'נועה לוי', 'x'],
    ]
    const lines = table(['Login', 'Name', 'Mark'], rows).split('\n')
    const marks = lines.slice(1).map((line) => displayWidth(line.slice(0, line.lastIndexOf('x'))))
    expect(new Set(marks)).toEqual(new Set([20]))
    expect(lines[0]).toBe('Login     Name      Mark')
  })

  it('keeps a row on its line whatever its cells hold', () => {
    const rows = [['a\nb\u001b[2J', 'c']]
    expect(table(['A', 'B'], rows).split('\n')).toEqual(['A            B', 'a\\nb\\x1b[2J  c'])
  })

  it('is its head alone when there is nothing', () => {
    expect(table(['Login', 'Name'], [])).toBe('Login  Name')
  })

  it('ends no line with spaces', () => {
    expect(table(['A', 'Description'], [['a', '']])).toBe('A  Description\na')
  })
})

describe('properties', () => {
  it('take a line for each value', () => {
    const shown = properties([
      ['Address', 'sales@example.com'],
      ['Members', ['anna', 'ben']],
    ])
    expect(shown.split('\n')).toEqual(['Address  sales@example.com', 'Members  anna', '         ben'])
  })
})
