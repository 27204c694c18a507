import { po } from 'gettext-parser'
import { describe, expect, it } from 'vitest'
import { gaps, updated } from './catalogue.mjs'

const wanted = [
  { text: 'Delete', files: ['app/b.tsx', 'app/c.tsx'] },
  { text: '{n} alias', plural: '{n} aliases', files: ['app/a.tsx'] },
]

const translated = (text: string, msgid: string, msgstr: string[]) => {
  const catalogue = po.parse(text)
  const entry = catalogue.translations['']?.[msgid]
  if (entry) entry.msgstr = msgstr
  return po.compile(catalogue).toString()
}

describe('bringing a catalogue up to date', () => {
  it('makes one with a place for every form, sorted, with the files that use a text', () => {
    const text = updated(undefined, wanted, 'he_IL')
    expect(text.indexOf('{n} alias')).toBeGreaterThan(text.indexOf('Delete'))
    expect(text).toContain('#: app/b.tsx\n#: app/c.tsx\nmsgid "Delete"')
    expect(text).toContain('msgstr[2] ""')
    expect(gaps(text, wanted)).toEqual(['no translation: Delete', 'no translation: {n} alias'])
  })

  it('keeps translations, and those no longer used as obsolete until they are used again', () => {
    const first = translated(updated(undefined, wanted, 'de_DE'), 'Delete', ['Löschen'])
    const without = updated(first, wanted.slice(1), 'de_DE')
    expect(without).toContain('#~ msgid "Delete"\n#~ msgstr "Löschen"')
    const again = updated(without, wanted, 'de_DE')
    expect(po.parse(again).translations['']?.Delete?.msgstr).toEqual(['Löschen'])
    expect(again).not.toContain('#~')
  })

  it('changes nothing the second time', () => {
    const text = updated(undefined, wanted, 'de_DE')
    expect(updated(text, wanted, 'de_DE')).toBe(text)
  })
})

describe('gaps', () => {
  const given = (msgstr: string[]) =>
    gaps(translated(updated(undefined, wanted.slice(1), 'he_IL'), '{n} alias', msgstr), wanted.slice(1))

  it('are forms without a translation, and other placeholders', () => {
    expect(given(['a', 'b', ''])).toEqual(['no translation: {n} alias'])
    expect(given(['{n}', '{n}', '{m}'])).toEqual(['placeholders differ: {n} aliases → {m}'])
  })

  it('are translations that were filled in twice', () => {
    expect(given(['a', 'b', 'כינויים רבים מאוד: {n}'.repeat(2)])).toEqual(['said more than once: {n} alias'])
  })

  it('are not the single numbers that a language spells out', () => {
    expect(given(['alias one', 'two aliases', '{n} aliases'])).toEqual([])
  })
})
