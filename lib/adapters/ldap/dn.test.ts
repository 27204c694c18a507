import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConsoleError } from '@/lib/errors'
import {
  childDn,
  formatDn,
  isWithin,
  movedDn,
  namingValue,
  normaliseDn,
  parentDn,
  parseDn,
  rdnValue,
  renamedDn,
  sameDn,
} from './dn'

/** Values that people, and people with bad intentions, put into names. */
const value = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.string({ unit: fc.constantFrom(...',+="\\<>;# \0\n\t=aä', 'ש', '😀'), minLength: 1 }),
)
const attribute = fc.constantFrom('cn', 'uid', 'o', 'ou', 'dc', '2.5.4.3')
const ava = fc.record({ attribute, value })
const dn = fc.array(fc.array(ava, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 })

describe('a distinguished name', () => {
  it('is read back exactly as it was written', () => {
    fc.assert(
      fc.property(dn, (rdns) => {
        expect(parseDn(formatDn(rdns))).toEqual(rdns)
      }),
    )
  })

  it('has no separator, NUL or other control character that a value put there', () => {
    fc.assert(
      fc.property(value, (name) => {
        const text = childDn('o=x', 'cn', name)
        expect(text.split(',')).toHaveLength(2)
        expect(text).not.toMatch(/[\p{Cc}+;<>"]/u)
        expect(text).not.toMatch(/\\(?![0-9A-F]{2})/)
      }),
    )
  })

  it.each([
    ['cn=a\\, b,o=x', [['a, b'], ['x']]],
    ['cn=a\\2C b , o = x', [['a, b'], ['x']]],
    ['CN=Lu\\C4\\8Di\\C4\\87', [['Lučić']]],
    ['cn=\\#1\\ ', [['#1 ']]],
    ['cn=a=b', [['a=b']]],
    ['cn=a+uid=b,o=x', [['a', 'b'], ['x']]],
    ['cn=,o=x', [[''], ['x']]],
    ['', []],
  ])('reads %s', (text, values) => {
    expect(parseDn(text).map((rdn) => rdn.map((part) => part.value))).toEqual(values)
  })

  it.each([
    'anna',
    'cn=a,',
    ',cn=a',
    'cn=a,,o=x',
    'cn=a;o=x',
    'cn="a"',
    'cn=<a>',
    'cn=a\0',
    'cn=\\',
    'cn=\\zz',
    'cn=\\ff',
    'cn=#04024869',
    'c n=a',
    '=a',
    'ü=a',
    '*)(uid=*',
  ])('is refused when it is none: %s', (text) => {
    expect(() => parseDn(text)).toThrow(ConsoleError)
  })

  it('is refused in time that grows with its length only', () => {
    expect(() => parseDn(`cn=${' '.repeat(200_000)}<`)).toThrow(ConsoleError)
    expect(() => parseDn(`cn=${'\\ '.repeat(100_000)}\\`)).toThrow(ConsoleError)
  })

  it('cannot hold an unpaired surrogate or an attribute that is none', () => {
    expect(() => childDn('o=x', 'cn', '\ud800')).toThrow(ConsoleError)
    expect(() => childDn('o=x', 'cn=a,uid', 'b')).toThrow(ConsoleError)
  })

  it('knows its parent and the value that names it', () => {
    fc.assert(
      fc.property(dn, value, (rdns, name) => {
        const parent = formatDn(rdns)
        expect(parentDn(childDn(parent, 'cn', name))).toBe(parent)
        expect(rdnValue(childDn(parent, 'cn', name))).toBe(name)
      }),
    )
    expect(parentDn('dc=x')).toBe('')
  })
})

describe('comparing names', () => {
  it('does not regard case, order in a level, escapes and needless spaces', () => {
    expect(sameDn('UID=Anna, O=Ä  B', 'uid=anna,o=ä b')).toBe(true)
    expect(sameDn('cn=a+uid=b', 'uid=b+cn=A')).toBe(true)
    expect(sameDn('cn=a\\2cb', 'CN=a\\,b')).toBe(true)
    expect(sameDn('cn=ΟΔΟΣ', 'cn=οδοσ')).toBe(true)
    expect(sameDn('cn=a', 'uid=a')).toBe(false)
    expect(sameDn('cn=a,o=b', 'cn=a\\,o\\=b')).toBe(false)
  })

  it.each([
    ['İ', 'i\u0307'],
    ['İ', 'I\u0307'],
    ['ς', 'σ'],
    ['ẞ', 'ß'],
    ['ß', 'ss'],
    ['Ⴀ', 'ⴀ'],
    ['𝘼', 'a'],
    ['℡', 'TEL'],
    ['a\u200bb', 'ab'],
  ])('takes no two names for one that slapd keeps apart: %s and %s', (a, b) => {
    expect(sameDn(`ou=${a}`, `ou=${b}`)).toBe(false)
  })

  it('is the same for a name and its normal form', () => {
    fc.assert(
      fc.property(dn.map(formatDn), (name) => {
        expect(sameDn(name, normaliseDn(name))).toBe(true)
      }),
    )
  })

  it('finds every entry within its ancestors and in no sibling', () => {
    fc.assert(
      fc.property(dn.map(formatDn), value, (ancestor, name) => {
        const child = childDn(ancestor, 'cn', name)
        expect(isWithin(child, ancestor)).toBe(true)
        expect(isWithin(ancestor, ancestor)).toBe(true)
        expect(isWithin(ancestor, child)).toBe(false)
        expect(isWithin(child, childDn(ancestor, 'ou', name))).toBe(false)
      }),
    )
    expect(isWithin('uid=a,o=evil\\,o=sales', 'o=sales')).toBe(false)
    expect(isWithin('uid=a,o=presales', 'o=sales')).toBe(false)
  })

  it('keeps all parts of each level when what it is in moves, and the others when one is changed', () => {
    const name = 'cn=A\\2C b+uid=a,l=Lund+ou=In,ou=From,dc=x'
    expect(movedDn(name, 'OU=from, dc=X', 'ou=To,o=y')).toBe('cn=A\\2C b+uid=a,l=Lund+ou=In,ou=To,o=y')
    expect(movedDn(name, name, 'cn=b')).toBe('cn=b')
    expect(renamedDn(name, { attribute: 'UID', value: 'b+c' })).toBe(
      'cn=A\\2C b+uid=b\\2Bc,l=Lund+ou=In,ou=From,dc=x',
    )
    expect(renamedDn('mail=a@b,o=y', { attribute: 'cn', value: 'c' })).toBe('cn=c,o=y')
    expect([namingValue(name, 'UID'), namingValue(name, 'ou')]).toEqual(['a', undefined])
  })
})
