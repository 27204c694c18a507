import { expect, it } from 'vitest'
import { ldifRecord } from './export-ldif'

const record = (...values: (string | Buffer)[]) =>
  ldifRecord({ dn: 'cn=a,dc=example', attributes: [['cn', values.map((value) => Buffer.from(value))]] })

it('writes a record that ends with an empty line', () => {
  expect(record('a', 'b c')).toBe('dn: cn=a,dc=example\ncn: a\ncn: b c\n\n')
})

it.each(['', 'a b', 'a:b', 'a<b', '~!#'])('writes %j as it is', (value) => {
  expect(record(value)).toContain(`\ncn: ${value}\n`)
})

it.each([' a', 'a ', ':a', '<a', 'a\nb', 'a\0', 'Zoë', 'כהן'])('writes %j in base64', (value) => {
  expect(record(value)).toContain(`\ncn:: ${Buffer.from(value).toString('base64')}\n`)
})

it('keeps bytes that are no text', () => {
  expect(record(Buffer.from([0xff, 0xd8, 0]))).toContain('\ncn:: /9gA\n')
})

it('folds lines so that joined they are the same again', () => {
  for (const length of [71, 72, 73, 147, 148, 500]) {
    const text = record('x'.repeat(length))
    expect(text.split('\n').every((line) => line.length <= 76)).toBe(true)
    expect(text.replaceAll('\n ', '')).toContain(`\ncn: ${'x'.repeat(length)}\n`)
  }
})
