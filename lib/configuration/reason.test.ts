/** Why a change was put back, as its author and the history say it. */
import { expect, it } from 'vitest'
import { english, translate } from '@/lib/locales/translate'
import { reasonWords } from './reason'

const reader = translate({
  ...english,
  language: 'de',
  messages: { 'Nobody kept the change in time.': ['Niemand hat die Änderung behalten.'] },
})
const said = (code: string, detail: string) => reasonWords(reader, { service: 'postfix', code, detail })

it('is said in the language of who reads, with what the server said', () => {
  expect(said('config.notKept', 'Nobody kept the change in time.')).toBe('Niemand hat die Änderung behalten.')
  expect(said('service.refused', '421 not now')).toContain('421 not now')
})

it('does not say that a server is silent which only does not do what it is for', () => {
  expect(said('service.unreachable', 'a message does not arrive')).toBe(
    'postfix did not do its work any more: a message does not arrive',
  )
})

it('is there all the same when its code is none any more, or a version of before wrote a sentence', () => {
  expect(said('config.gone', 'x')).toBe('postfix: x')
  expect(reasonWords(reader, 'postfix: bad')).toBe('postfix: bad')
})
