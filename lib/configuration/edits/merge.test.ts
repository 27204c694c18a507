/** Two changes of one text, brought together. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasMarks, merged, takenOut } from './merge'

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
      // Only what crossed is decided by taking one of them.
      yours: 'a = 1\nb = mine\n\nc = 3\nd = 40\n',
      theirs: 'a = 1\nb = theirs\n\nc = 3\nd = 40\n',
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

describe('a change that is taken out again', () => {
  const applied = `${base}relayhost = x\n`

  it('leaves what others wrote beside it, the very next line too', () => {
    const theirs = `${applied}header_size_limit = 9\n`.replace('1', '10')
    expect(takenOut(applied, base, theirs)).toEqual({
      ...{ text: `${base.replace('1', '10')}header_size_limit = 9\n`, crossed: false },
    })
    const before = applied.replace('relayhost', 'header_size_limit = 9\nrelayhost')
    expect(takenOut(applied, base, before).text).toBe(`${base}header_size_limit = 9\n`)
    const unset = base.replace('d = 4\n', '')
    expect(takenOut(unset, base, `${unset}e = 5\n`)).toEqual({ text: `${base}e = 5\n`, crossed: false })
  })

  it('brings the old lines back where they wrote over it, or went on with its value', () => {
    for (const theirs of [applied.replace('x', 'y'), `${applied}  y\n`])
      expect(takenOut(applied, base, theirs)).toEqual({ text: base, crossed: true })
  })

  it('is gone, whatever it was, when nobody wrote anything', () => {
    const text = fc
      .array(fc.constantFrom('a\n', ' b\n', 'c\n', 'd'), { maxLength: 9 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(takenOut(one, other, one)).toEqual({ text: other, crossed: false })
      }),
    )
  })
})
