import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edited, shown } from './line-ends'

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n') })

describe('a file with line ends of two kinds', () => {
  it('is as it was where nothing was changed', () => {
    fc.assert(
      fc.property(text, (file) => {
        expect(edited(file, shown(file))).toBe(file)
      }),
    )
  })

  it('says what was typed, whatever was changed', () => {
    fc.assert(
      fc.property(text, text, (file, typed) => {
        expect(shown(edited(file, shown(typed)))).toBe(shown(typed))
      }),
    )
  })

  it('keeps the ends of the lines that were not touched', () => {
    expect(edited('a\r\nb\nc\r\n', 'a\nx\nb\nc\n')).toBe('a\r\nx\r\nb\nc\r\n')
    expect(edited('a\nb\r\n', 'a\nx\nb\n')).toBe('a\nx\nb\r\n')
    expect(edited('a\r\nb\r\n', 'a\r\n'.replace('\r', ''))).toBe('a\r\n')
  })
})
