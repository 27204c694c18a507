import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { messagesFor, translatorFor } from './catalogues'

let root: string
let shipped: string
let own: string

const header = (rule: string) =>
  `msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: ${rule}\\n"\n\n`
const hebrew = header('nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);')

function write(directory: string, folder: string, text: string) {
  const place = path.join(directory, folder, 'LC_MESSAGES')
  mkdirSync(place, { recursive: true })
  writeFileSync(path.join(place, 'messages.po'), text)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  root = mkdtempSync(path.join(tmpdir(), 'locales-'))
  shipped = path.join(root, 'shipped')
  own = path.join(root, 'own')
  write(
    shipped,
    'he_IL',
    `${hebrew}msgid "Delete {name}"\nmsgstr "מחיקת {name}"\n
msgid "{n} alias"\nmsgid_plural "{n} aliases"\nmsgstr[0] "כינוי אחד"\nmsgstr[1] "שני כינויים"\nmsgstr[2] "{n} כינויים"\n
#, fuzzy\nmsgid "Guessed"\nmsgstr "ניחוש"\n`,
  )
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(root, { recursive: true })
})

it('translates, and falls back to English message by message', () => {
  const t = translatorFor('he', [shipped])
  expect([t.locale, t.direction]).toEqual(['he', 'rtl'])
  expect(t('Delete {name}', { name: 'anna' })).toBe('מחיקת \u2068anna\u2069')
  expect(t('Unknown {x}', { x: 1 })).toBe('Unknown 1')
  expect(t('Guessed')).toBe('Guessed')
  expect(t('constructor')).toBe('constructor')
})

it('picks the plural form by the catalogue’s rule', () => {
  const t = translatorFor('he', [shipped])
  const counted = (n: number) => t.plural('{n} alias', '{n} aliases', n)
  expect([1, 2, 3, 12000].map(counted)).toEqual(['כינוי אחד', 'שני כינויים', '3 כינויים', '12,000 כינויים'])
  const english = translatorFor('en', [shipped])
  expect([0, 1, 2].map((n) => english.plural('{n} alias', '{n} aliases', n))).toEqual([
    '0 aliases',
    '1 alias',
    '2 aliases',
  ])
})

it('lets the instance’s own catalogue win, message by message', () => {
  write(own, 'he_IL', `${hebrew}msgid "Delete {name}"\nmsgstr "הסרת {name}"\n`)
  const t = translatorFor('he', [shipped, own])
  expect(t('Delete {name}', { name: 1 })).toBe('הסרת 1')
  expect(t.plural('{n} alias', '{n} aliases', 2)).toBe('שני כינויים')
})

it('lets an instance put English in other words too', () => {
  write(own, 'en_US', `${header('nplurals=2; plural=(n != 1);')}msgid "Alias"\nmsgstr "Distribution list"\n`)
  expect(translatorFor('en', [shipped, own])('Alias')).toBe('Distribution list')
})

it('leaves plurals counted by another rule to the shipped catalogue', () => {
  write(
    own,
    'he_IL',
    `${header('nplurals=2; plural=(n != 1);')}msgid "{n} alias"\nmsgid_plural "{n} aliases"\nmsgstr[0] "a"\nmsgstr[1] "b"\n`,
  )
  expect(translatorFor('he', [shipped, own]).plural('{n} alias', '{n} aliases', 3)).toBe('3 כינויים')
})

it('reads a catalogue again when it changed, appeared or went', () => {
  const word = () => translatorFor('he', [shipped, own])('Delete {name}', { name: 1 })
  const later = () => vi.advanceTimersByTime(1000)
  expect(word()).toBe('מחיקת 1')
  write(own, 'he_IL', `${hebrew}msgid "Delete {name}"\nmsgstr "הסרת {name}"\n`)
  later()
  expect(word()).toBe('הסרת 1')
  write(own, 'he_IL', `${hebrew}msgid "Delete {name}"\nmsgstr "ביטול קבוע {name}"\n`)
  later()
  expect(word()).toBe('ביטול קבוע 1')
  rmSync(own, { recursive: true })
  later()
  expect(word()).toBe('מחיקת 1')
})

it('keeps the catalogue it had when the new one is damaged, and says so', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  write(own, 'he_IL', `${hebrew}msgid "Delete {name}"\nmsgstr "הסרת {name}"\n`)
  const word = () => translatorFor('he', [shipped, own])('Delete {name}', { name: 1 })
  expect(word()).toBe('הסרת 1')
  write(own, 'he_IL', 'msgid "Delete {name"\nmsgstr "x" garbage "')
  vi.advanceTimersByTime(1000)
  expect(word()).toBe('הסרת 1')
  expect(said).toHaveBeenCalledOnce()
})

it('passes a page the messages it asks for and no others', () => {
  const { messages, language } = messagesFor('he', ['{n} alias', 'Unknown'], [shipped])
  expect(language).toBe('he')
  expect(Object.keys(messages)).toEqual(['{n} alias'])
})

it('finds the catalogues of the clone it runs in', () => {
  expect(translatorFor('de')('Cancel')).toBe('Abbrechen')
})
