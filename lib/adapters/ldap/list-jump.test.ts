import { describe, expect, it } from 'vitest'
import { jumpValue } from './list-jump'

describe('the value before a name', () => {
  it.each([
    ['m', 'l'],
    ['M', 'l'],
    ['Müller', 'mülleq'],
    [' Anna  Bell ', 'anna belk'],
    ['א', '\u05cf'],
    ['ä', '\u00e3'],
    ['[', '@'],
    ['\ue000', '\ud7ff'],
  ])('is just before %s', (value, before) => expect(jumpValue(value, false)).toBe(`${before}\u{10ffff}`))

  it('is the end of all that begin so in reverse order', () =>
    expect(jumpValue('Mü', true)).toBe('mü\u{10ffff}'))

  it.each(['', '  ', '\u0001'])('is the beginning of the list for %j', (value) =>
    expect(jumpValue(value, false)).toBeNull(),
  )
})
