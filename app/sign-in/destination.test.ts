import { expect, test } from 'vitest'
import { destination } from './destination'

test.each([
  ['/accounts', '/accounts'],
  ['/accounts?at=o%3Dexample.com', '/accounts?at=o%3Dexample.com'],
  ['/%2Fevil.example', '/%2Fevil.example'],
])('%s is a page of the console', (from, to) => {
  expect(destination(from)).toBe(to)
})

test.each([
  undefined,
  ['/a', '/b'],
  '',
  'accounts',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  '\n//evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  '/sign-in?from=/sign-in',
])('%j leads to the start page', (from) => {
  expect(destination(from)).toBe('/')
})
