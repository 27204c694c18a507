import fc from 'fast-check'
import { BerReader, BerWriter, FilterParser, type Filter as LdaptsFilter } from 'ldapts'
import { describe, expect, it } from 'vitest'
import { and, contains, dnWithin, equals, hasInOrder, not, or, present, startsWith } from './filter'

const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'*()\\&|!= a', 'ש', '😀') }))
  .filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value))

/** What slapd reads. */
function received(filter: LdaptsFilter): LdaptsFilter {
  const writer = new BerWriter()
  filter.write(writer)
  return FilterParser.parse(new BerReader(writer.buffer))
}

describe('a filter', () => {
  it('carries a value to slapd as it is and nowhere else', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(received(equals('uid', value))).toMatchObject({ attribute: 'uid', value })
      }),
    )
  })

  it('carries the parts of values the same way', () => {
    fc.assert(
      fc.property(
        text.filter((part) => part !== '' && !/^ | $/.test(part)),
        (part) => {
          expect(received(contains('cn', part))).toMatchObject({
            attribute: 'cn',
            initial: '',
            any: [part],
            final: '',
          })
          expect(received(startsWith('cn', part))).toMatchObject({ initial: part, any: [], final: '' })
        },
      ),
    )
  })

  it('asks for letters in their order, each by itself', () => {
    expect(received(hasInOrder('cn', 'שלום'))).toMatchObject({
      initial: 'ש',
      any: ['ל', 'ו', 'ם'],
      final: '',
    })
    expect(received(hasInOrder('cn', '*(\\'))).toMatchObject({ initial: '*', any: ['(', '\\'], final: '' })
  })

  it('keeps its structure whatever the values are', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const filter = received(and(equals('uid', a), or(equals('mail', b), not(present('cn')))))
        expect(filter).toMatchObject({
          filters: [{ value: a }, { filters: [{ value: b }, { filter: {} }] }],
        })
      }),
    )
  })

  it('matches nothing for a value that no text can be', () => {
    for (const value of ['\0', 'anna\0', '\ud800', 'a\udc00']) {
      expect(equals('uid', value).toString()).toBe('(|)')
      expect(contains('uid', value).toString()).toBe('(|)')
      expect(startsWith('uid', value).toString()).toBe('(|)')
      expect(dnWithin(value).toString()).toBe('(|)')
    }
  })

  it('asks for the attribute when the part is empty', () => {
    expect(contains('cn', '').toString()).toBe('(cn=*)')
    expect(contains('cn', '  ').toString()).toBe('(cn=*)')
    expect(startsWith('cn', '').toString()).toBe('(cn=*)')
  })
})
