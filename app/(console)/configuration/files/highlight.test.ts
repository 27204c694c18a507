import { describe, expect, it } from 'vitest'
import { pieces, tokensOf } from './highlight'

const said = (format: Parameters<typeof tokensOf>[0], text: string) =>
  pieces(text, tokensOf(format, text), 0, text.length)
    .filter(({ kind }) => kind)
    .map(({ text, kind }) => [kind, text])

describe('highlighting', () => {
  it('tells names, comments, what is off, and secrets of main.cf', () => {
    expect(
      said('main.cf', '# why\nname = a,\n# in the midst\n  b\nbind_pw = (kept secret)\n#(off) x = 1\n'),
    ).toEqual([
      ['comment', '# why\n'],
      ['name', 'name'],
      ['comment', '# in the midst'],
      ['name', 'bind_pw'],
      ['secret', '(kept secret)'],
      ['off', '#(off) x = 1\n'],
    ])
  })

  it('tells the sections of Apache', () => {
    expect(said('apache', '<VirtualHost *:443>\n  ServerName x\n</VirtualHost>\n')).toEqual([
      ['section', '<VirtualHost *:443>\n'],
      ['name', 'ServerName'],
      ['section', '</VirtualHost>\n'],
    ])
  })

  it('gives back the text of any part', () => {
    const text = '# why\nname = value\n'
    const tokens = tokensOf('main.cf', text)
    for (let from = 0; from <= text.length; from++)
      for (let to = from; to <= text.length; to++)
        expect(
          pieces(text, tokens, from, to)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text.slice(from, to))
  })
})
