import { describe, expect, it } from 'vitest'
import { folded, soundsOf } from './words'

describe('a word', () => {
  it.each([
    ['Müller', 'muller'],
    ['Łódź', 'lodz'],
    ['Øster', 'oster'],
    ['GROẞ', 'gross'],
    ['Æsir', 'aesir'],
    ['Þór', 'thor'],
  ])('is compared without case and accents: %s', (word, plain) => expect(folded(word)).toBe(plain))

  it('is asked for by what slapd hears of each way to write it', () => {
    expect(soundsOf('lukasz')).toEqual(['lukasz', 'ukasz'])
    expect(soundsOf('Łukasz')).toEqual(['lukasz', 'ukasz'])
    expect(soundsOf('gross')).toContain('gro')
  })

  it('is not asked for by its sound where slapd hears nothing', () => {
    for (const word of ['ö', 'Жуков', 'כהן', 'a1', '']) expect(soundsOf(word), word).toEqual([])
    expect(soundsOf('lodd'.repeat(20)).length).toBeLessThanOrEqual(16)
  })
})
