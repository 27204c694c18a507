import { expect, it } from 'vitest'
import { dnsOf } from '@/lib/directory/named-places'
import { wayOf } from './ways'

const suffix = 'dc=example,dc=com'

it.each([
  [`o=example.com,${suffix}`, 'example.com'],
  [`uid=anna,ou=North,o=Sales,o=example.com,${suffix}`, 'example.com/Sales/North/anna'],
  [`cn=A\\2C B/C,o=example.com,${suffix}`, 'example.com/A, B\\/C'],
])('%s is shown as %s', (dn, way) => {
  expect(wayOf(dn)).toBe(way)
})

it('leads back to the entry', () => {
  const dn = `o=R/D \\5C 東京,o=example.com,${suffix}`
  expect(dnsOf(suffix, wayOf(dn))).toContain(dn)
})
