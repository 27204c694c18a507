import { describe, expect, it } from 'vitest'
import { folded, hasPoints, signsOf, soundsOf, spelledIn, writingsOf } from './spelling'

describe('a word', () => {
  it.each([
    ['Müller', 'muller'],
    ['Łódź', 'lodz'],
    ['Øster', 'oster'],
    ['GROẞ', 'gross'],
    ['Æsir', 'aesir'],
    ['Þór', 'thor'],
    ['D’Été', "d'ete"],
    ['Jean‐Noël', 'jean-noel'],
    ['Ёлкин', 'елкин'],
    ['Παπαδόπουλος', 'παπαδοπουλοσ'],
    ['שָׁלוֹם', 'שלום'],
  ])('is compared without case and accents: %s', (word, plain) => expect(folded(word)).toBe(plain))

  it('is asked for by what slapd hears of each way to write it', () => {
    expect(soundsOf('lukasz')).toEqual(['lukasz', 'ukasz'])
    expect(soundsOf('Łukasz')).toEqual(['lukasz', 'ukasz'])
    expect(soundsOf('gross')).toContain('gro')
  })

  it('is heard up to the first sign, and with what comes after one that is not ASCII', () => {
    expect(soundsOf('jean-marc')).toEqual(['jean', 'jeanmarc'])
    expect(soundsOf("D'Ete")).toEqual(expect.arrayContaining(['d', 'dete']))
    expect(soundsOf('D’Été')).toEqual(soundsOf("D'Ete"))
    expect(signsOf('D’Été-x')).toEqual([
      expect.arrayContaining(["'", '’']),
      expect.arrayContaining(['-', '‐']),
    ])
  })

  it('is not asked for by its sound where slapd hears nothing', () => {
    for (const word of ['ö', 'Жуков', 'כהן', 'a1', 'user123', '-', 'a@b', ''])
      expect(soundsOf(word), word).toEqual([])
    expect(soundsOf('lodd'.repeat(20)).length).toBeLessThanOrEqual(16)
  })

  it.each([
    ['noel', 'noël'],
    ['Noêl', 'noël'],
    ['Noël', 'noel'],
    ['dvorak123', 'dvořák123'],
    ['ossler', 'ößler'],
    ['Елкин', 'ёлкин'],
    ['ΠΑΠΑΔΟΠΟΥΛΟΣ', 'παπαδόπουλος'],
    ["Лук'янов", 'лук’янов'],
    ['احمد', 'أحمد'],
    ['שָׁלוֹם', 'שלום'],
  ])('is asked for as it may be written: %s', (word, written) => expect(writingsOf(word)).toContain(written))

  it('may have points between its letters in Hebrew and Arabic', () => {
    for (const word of ['שָׁלוֹם', 'שלום', 'محمد']) expect(hasPoints(word), word).toBe(true)
    for (const word of ['ש', 'Noël', 'שלom', 'Ёлкин', '']) expect(hasPoints(word), word).toBe(false)
  })

  it('is not asked for as it is typed, in pieces without an index, or in endless ways', () => {
    expect(writingsOf('Noël')).not.toContain('noël')
    for (const word of ['me', '田中', 'כהן', '4711', '']) expect(writingsOf(word), word).toEqual([])
    for (const word of ['e'.repeat(200), 'constantinopoulos', "'".repeat(200)])
      expect(writingsOf(word).length, word).toBeLessThanOrEqual(400)
  })

  it.each([
    ['Jean-Noël Lefèvre', 'noel', ['noël']],
    ['Jean-Noël Lefèvre', 'JEAN-NOEL', ['jean-noël']],
    ['Kim (Jean-Noël), Dr.', 'jean-noel', ['jean-noël']],
    ['Dvořák123', 'dvorak', ['dvořák']],
    ['Dvořák123', 'dvorak123', ['dvořák123']],
    ['Zoë D’Été', "d'ete", ['d’été']],
    ['Noëlle', 'noel', []],
    ['Jean-Nell', 'noel', []],
  ])('is found in %s as a whole: %s', (name, word, spelled) =>
    expect([...new Set(spelledIn(name, word))]).toEqual(spelled),
  )
})
