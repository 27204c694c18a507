import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableCell, printableJson, printableSentence } from './printable'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const obeyed = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Cs}]/u

describe('data on its way to a terminal', () => {
  it.each([
    ['a colour', '\u001b[31mred', '\\x1b[31mred'],
    ['a line break', 'two\nlines', 'two\\nlines'],
    ['a NUL', 'a\0b', 'a\\x00b'],
    ['an 8-bit escape', '\u009b2J', '\\x9b2J'],
    ['an override of the direction', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['half a character', 'a\ud800', 'a\\ud800'],
  ])('is shown with %s written out', (_what, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it.each(['Αθήνα', 'שלום', 'ليلى', '東京', 'Zoë O’Brien', '👩‍🌾', '*)(uid=*', '"; rm -rf /'])(
    'is left as it is when it only looks unusual: %s',
    (text) => {
      expect(printable(text)).toBe(text)
    },
  )

  it('holds nothing that a terminal obeys, whatever it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !obeyed.test(printable(text))))
  })

  it('keeps isolates in a cell that closes what it opens, and in no other', () => {
    for (const closed of ['\u2068slapd\u2069 – \u2068x\u2068y\u2069\u2069', 'none']) {
      expect(printableCell(closed)).toBe(closed)
    }
    expect(printableCell('a\u2068b')).toBe('a\\u2068b')
    expect(printableCell('\u2069a\u2068')).toBe('\\u2069a\\u2068')
  })

  it('keeps its isolates in a translated sentence, and loses the rest', () => {
    expect(printableSentence('\u2068שלום\u2069 \u202e')).toBe('\u2068שלום\u2069 \\u202e')
  })
})

describe('JSON on its way to a terminal', () => {
  it('means the same and holds nothing that a terminal obeys but line feeds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = printableJson({ text })
        expect(JSON.parse(json)).toEqual({ text })
        expect(json.replaceAll('\n', '')).not.toMatch(obeyed)
      }),
    )
  })

  it('is null for an operation that gives nothing', () => {
    expect(printableJson(undefined)).toBe('null')
  })
})
