import { describe, expect, it } from 'vitest'
import { dnsOf, isDn } from './named-places'

const suffix = 'dc=example,dc=com'
const top = `o=example.com,${suffix}`

describe('the way to a place', () => {
  it.each([
    ['example.com', [top]],
    ['EXAMPLE.com/', [top]],
    ['bücher.example', [`o=xn--bcher-kva.example,${suffix}`]],
    ['example.com/Sales', [`o=Sales,${top}`, `ou=Sales,${top}`]],
    [
      'example.com/Sales/North',
      [`o=North,o=Sales,${top}`, `ou=North,o=Sales,${top}`, `ou=North,ou=Sales,${top}`],
    ],
    [String.raw`example.com/R\/D`, [`o=R/D,${top}`, `ou=R/D,${top}`]],
    [String.raw`example.com/a\\/b`, 3],
    [
      'example.com/Süd, West=1',
      [String.raw`o=Süd\2C West\3D1,${top}`, String.raw`ou=Süd\2C West\3D1,${top}`],
    ],
    ['no domain', []],
    ['', []],
    [`example.com${'/a'.repeat(21)}`, []],
  ])('%s', (way, expected) => {
    const dns = dnsOf(suffix, way)
    if (typeof expected === 'number') expect(dns).toHaveLength(expected)
    else expect(dns).toEqual(expected)
  })

  it('ends with the name of a contact or resource', () => {
    expect(dnsOf(suffix, 'example.com/Projector', 'cn')).toEqual([`cn=Projector,${top}`])
    expect(dnsOf(suffix, 'example.com/Sales/Ann Lee', 'cn')).toEqual([
      `cn=Ann Lee,o=Sales,${top}`,
      `cn=Ann Lee,ou=Sales,${top}`,
    ])
    expect(dnsOf(suffix, 'example.com', 'cn')).toEqual([])
  })

  it('is told from a DN', () => {
    expect(isDn('ou=R/D,o=example.com')).toBe(true)
    expect(isDn('example.com/a=b')).toBe(false)
  })
})
