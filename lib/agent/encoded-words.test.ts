import { describe, expect, it } from 'vitest'
import { decodeWords } from './encoded-words'

describe('a header field', () => {
  it.each([
    ['plain =?not a word', 'plain =?not a word'],
    ['=?UTF-8?Q?Pl=C3=A4ne_f=C3=BCr?= 2027', 'Pläne für 2027'],
    ['=?iso-8859-1*de?q?Gr=FC=DFe?= <a@b.example>', 'Grüße <a@b.example>'],
    ['=?windows-1255?B?+ezl7Q==?=', 'שלום'],
    ['a letter in two words: =?utf-8?b?4pw=?=\n =?utf-8?b?kw==?=', 'a letter in two words: ✓'],
    ['=?utf-8?q?one?= =?iso-8859-1?q?_=F6?=', 'one ö'],
    ['between =?utf-8?q?a?= words =?utf-8?q?b?=', 'between a words b'],
    ['=?x-nobody-knows?q?a?=', '=?x-nobody-knows?q?a?='],
    ['=?utf-8?q?broken =ZZ?=', 'broken =ZZ'],
  ])('%s is read as %s', (text, expected) => expect(decodeWords(text)).toBe(expected))

  it('of any length takes no time', () => {
    const text = '=?utf-8?q?'.repeat(20_000)
    expect(decodeWords(text)).toBe(text)
  })
})
