/** Two changes of one text, brought together. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasMarks, merged } from './merge'

const base = 'a = 1\nb = 2\n\nc = 3\nd = 4\n'

describe('a text that two people changed', () => {
  it('has both changes when they are apart', () => {
    const result = merged(base, base.replace('1', '10'), base.replace('4', '40'))
    expect(result).toEqual({ text: 'a = 10\nb = 2\n\nc = 3\nd = 40\n', crossed: false })
  })

  it('has what one put in and the other took away elsewhere', () => {
    const result = merged(base, `${base}e = 5\n`, base.replace('a = 1\n', ''))
    expect(result).toEqual({ text: 'b = 2\n\nc = 3\nd = 4\ne = 5\n', crossed: false })
  })

  it('has the change once when both made the same', () => {
    const change = base.replace('2', '20')
    expect(merged(base, change, change)).toEqual({ text: change, crossed: false })
    const more = change.replace('4', '40')
    expect(merged(base, change, more)).toEqual({ text: more, crossed: false })
  })

  it('has both versions between marks where they crossed', () => {
    const result = merged(base, base.replace('2', 'mine'), base.replace('2', 'theirs').replace('4', '40'))
    expect(result).toEqual({
      text: 'a = 1\n<<<<<<< yours\nb = mine\n=======\nb = theirs\n>>>>>>> theirs\n\nc = 3\nd = 40\n',
      crossed: true,
    })
    expect(hasMarks(result.text)).toBe(true)
    expect(hasMarks(base)).toBe(false)
  })

  it('keeps marks apart from a last line without an end', () => {
    const result = merged('x', 'y', 'z')
    expect(result.text).toBe('<<<<<<< yours\ny\n=======\nz\n>>>>>>> theirs\n')
  })

  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd'), { maxLength: 12 })
    .map((lines) => lines.join(''))

  it('is what one of them wrote when the other changed nothing', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(merged(one, other, one)).toEqual({ text: other, crossed: false })
        expect(merged(one, one, other)).toEqual({ text: other, crossed: false })
        expect(merged(one, other, other)).toEqual({ text: other, crossed: false })
      }),
    )
  })

  it('loses no line that one of them wrote anew', () => {
    fc.assert(
      fc.property(text, text, text, (old, one, other) => {
        const result = merged(old, `${one}\nmine\n`, `theirs\n${other}`)
        expect(result.text).toContain('mine\n')
        expect(result.text).toContain('theirs\n')
      }),
    )
  })
})
