import { describe, expect, it } from 'vitest'
import { saidIn, shownOf, type Unit } from './units'

const times: readonly Unit[] = ['s', 'm', 'h', 'd', 'w']
const sizes: readonly Unit[] = ['B', 'kB', 'MB', 'GB', 'TB']

/** What a field has after these keys, one after the other, in an empty field or behind what is there. */
function press(keys: string, units: readonly Unit[], { value = '', usual = units[0] as Unit } = {}) {
  let typing: Parameters<typeof shownOf>[1] = null
  for (const key of keys) {
    const { text, unit } = shownOf(value, typing, units, usual)
    typing = { text: key === '<' ? text.slice(0, -1) : text + key, unit }
    value = saidIn(typing.text, unit)
  }
  return { value, typing, left: shownOf(value, null, units, usual) }
}

describe('a number with a unit, typed key by key', () => {
  it.each([
    ['1h30m', times, '1h30m', '1h30m'],
    ['1m40s', times, '1m40s', '1m40s'],
    ['1h 30m', times, '1h 30m', '1h 30m'],
    ['90', times, '90s', '90'],
    ['5m', times, '5m', '5'],
    ['1h30m<<<<', times, '1h', '1'],
    ['unlimited', times, 'unlimited', 'unlimited'],
    ['10 MB', sizes, '10 MB', '10'],
    ['10MB', sizes, '10MB', '10'],
    ['31', sizes, '31 B', '31'],
    ['1.5 GB', sizes, '1.5 GB', '1.5 GB'],
    ['-1', sizes, '-1', '-1'],
  ])('%s is what was typed, and taken apart when the field is left', (keys, units, value, left) => {
    const done = press(keys, units)
    expect(done).toMatchObject({ value, left: { text: left } })
  })

  it('stays as it is typed until the field is left, with the unit beside a number alone', () => {
    const { value, typing, left } = press('1h', times)
    expect(shownOf(value, typing, times, 's')).toEqual({ text: '1h', unit: 'h', isPlain: false })
    expect(left).toEqual({ text: '1', unit: 'h', isPlain: true })
  })

  it('is of the unit that was there', () => {
    expect(press('<<20', sizes, { value: '10 MB' })).toMatchObject({ value: '20 MB' })
    expect(press('20', sizes, { usual: 'kB' })).toMatchObject({ value: '20 kB' })
  })

  it('follows a value that became another one meanwhile', () => {
    expect(shownOf('4m', { text: '1h3', unit: 's' }, times, 's')).toEqual({
      text: '4',
      unit: 'm',
      isPlain: true,
    })
  })
})
