import { expect, it } from 'vitest'
import { errorText, reasonText } from './error-text'
import { formatBytes, formatDate, formatLimit, formatList, formatNumber } from './format'
import { acceptedLanguages, chooseLanguage } from './languages'
import { english, translate } from './translate'

const t = translate(english)
const german = translate({ ...english, language: 'de', messages: { 'Hello {name}': ['Guten Tag, {name}'] } })

it('fills placeholders in and leaves unknown ones', () => {
  expect(german('Hello {name}', { name: 'Jürgen' })).toBe('Guten Tag, Jürgen')
  expect(t('Hello {name}', { other: 'x' })).toBe('Hello {name}')
})

it('does not fill placeholders in values', () => {
  expect(t('Hello {name}, {title}', { name: '{title}', title: 'Dr.' })).toBe('Hello {title}, Dr.')
})

it('keeps a right-to-left name from pulling the English around it out of order', () => {
  expect(t('Hello {name}', { name: 'נועה' })).toBe('Hello \u2068נועה\u2069')
})

it('counts with the language’s separators', () => {
  expect(german.plural('{n} user', '{n} users', 12345)).toBe('12.345 users')
})

it('puts an error’s code into words', () => {
  expect(errorText(t, 'address.domain', { domain: 'example.com' })).toBe(
    'The address must be in the domain example.com.',
  )
})

it('names attributes as forms do, in the language of who reads', () => {
  const crossed = { attributes: 'title, mailLocalAddress, smMaxAccounts, member, rfc822MailMember, seeAlso' }
  expect(errorText(t, 'edit.conflict', crossed)).toContain(
    'in the meantime: Job title, Alternate addresses, Accounts at most, Members, seeAlso.',
  )
  const messages = { 'Job title': ['Position'] }
  const other = translate({ ...english, language: 'de', messages })
  expect(errorText(other, 'edit.conflict', { attributes: 'title' })).toContain(': Position.')
})

it('tells why a change is not done in the reader’s language, as far as it was written down', () => {
  const messages = { 'Too many attempts. Please try again in {minutes} min.': ['In {minutes} Min. wieder.'] }
  const reader = translate({ ...english, language: 'de', messages })
  const throttled = { code: 'access.throttled', values: { minutes: 5 }, detail: null }
  expect(reasonText(reader, throttled)).toBe('In 5 Min. wieder.')
  expect(reasonText(reader, { ...throttled, values: null })).toBe('In … Min. wieder.')
  const before = {
    code: 'domain.notEmpty',
    values: null,
    detail: 'The domain is not empty. It contains: anna.',
  }
  expect(reasonText(reader, before)).toBe(before.detail)
  expect(reasonText(reader, { code: 'of.later', values: {}, detail: null })).toBe('of.later')
  expect(reasonText(reader, { code: null, values: null, detail: null })).toBeNull()
})

it('chooses the first language there is', () => {
  expect(chooseLanguage(undefined, 'fr', 'de-AT', 'he')).toBe('de')
  expect(chooseLanguage('he_IL')).toBe('he')
  expect(chooseLanguage('fr', '../de')).toBe('en')
})

it('reads Accept-Language by weight', () => {
  expect(acceptedLanguages('en;q=0.5, he , de;q=0.9, fr;q=0')).toEqual(['he', 'de', 'en'])
  expect(acceptedLanguages(null)).toEqual([])
})

it('tells limits apart that are nearly the same', () => {
  const [kib, gib] = [1024, 1024 ** 3]
  const limits = [2147483647 * kib, 2047 * gib, 2048 * gib, 1.5 * gib, 500 * kib ** 2, 5, 0]
  expect(limits.map((bytes) => formatLimit('en', bytes))).toEqual([
    ...['2147483647 kB', '2047 GB', '2 TB', '1.5 GB', '500 MB', '5 bytes', '0 bytes'],
  ])
})

it('writes sizes, numbers, dates and lists as the language does', () => {
  expect([0, 512, 1536, 500 * 1024 ** 2, 1.5 * 1024 ** 3, 2 ** 60].map((n) => formatBytes('en', n))).toEqual([
    '0 bytes',
    '512 bytes',
    '1.5 kB',
    '500 MB',
    '1.5 GB',
    '1,048,576 TB',
  ])
  expect([1, 1000].map((n) => formatBytes('de', n))).toEqual(['1\u00a0Byte', '1.000 Byte'])
  expect(formatBytes('de', 1.5 * 1024 ** 3)).toBe('1,5\u00a0GB')
  const hebrew = formatBytes('he', 1024)
  expect(hebrew).toBe(formatBytes('he', 2048).replace('2', '1'))
  expect(formatNumber('de', 12345)).toBe('12.345')
  const date = new Date('2026-03-01T23:30:00Z')
  expect(formatDate('de', date, { timeZone: 'Europe/Berlin' })).toBe('02.03.2026, 00:30 MEZ')
  expect(formatDate('en', date, { timeZone: 'UTC' })).toMatch(/ UTC$/)
  expect(formatList('de', ['a', 'b', 'c'])).toBe('a, b und c')
})
