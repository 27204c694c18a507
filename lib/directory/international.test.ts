import { domainToASCII } from 'node:url'
import { describe, expect, it } from 'vitest'
import { domainName } from './fields'
import { unicodeName } from './international'

describe('an international domain name', () => {
  it.each([
    'bücher.example',
    'straße.example',
    'пошта.example',
    '例え.テスト',
    'דואר.example',
    'mail.bücher.example',
    'दुकान२४.example',
    'ร้าน๒๔.example',
  ])('is shown as it was typed: %s', (typed) => {
    const name = domainName.parse(typed)
    expect(name).toMatch(/^[a-z0-9.-]+$/)
    expect(unicodeName(name)).toBe(typed)
  })

  it.each([
    ['a name that is none', 'example.com'],
    ['letters of two scripts that look alike', domainName.parse('pаypal.example')], // with a Cyrillic а
    ...[
      'аррӏе',
      'gօօglе',
      'nօrthwind',
      'ɡoogle',
      'paypaᏟ',
      'ʟinux',
      'օսո',
      'b\u0300\u0300\u0300',
      'g०๐gle',
      'paypa१',
      '०๐',
      '०',
    ].map((label) => [`letters that look like others: ${label}`, domainToASCII(`${label}.example`)]),
    ['what is no Punycode', 'xn--0.example'],
    ['capitals, which lead to another form', 'xn--Bcher-kva.example'],
    ['a joiner that is not seen', 'xn--mgba3gch31f060k.example'],
  ])('stays as servers have it: %s', (_, name) => expect(unicodeName(name)).toBeUndefined())
})
