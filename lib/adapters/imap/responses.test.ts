import { describe, expect, it } from 'vitest'
import { type Response, ResponseReader } from './responses'

/** The responses in a text, however it is cut on its way. */
function heard(text: string, size = text.length): Response[] {
  const reader = new ResponseReader()
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  )
  return pieces.flatMap((piece) => reader.take(piece))
}

const said = [
  '* LIST (\\HasChildren \\Sent) "/" "user/anna/a \\"b\\" \\\\c"\r\n',
  '* METADATA user/anna (/shared/comment {7}\r\nGr\u00fc\u00dfe /private/comment NIL "/x" "")\r\n',
  '* 3 EXISTS\r\n',
  '* NAMESPACE NIL (("Other Users/" "/")) NIL\r\n',
  'A7 NO [TRYCREATE] Mailbox does not exist\r\n',
].join('')

describe('what a server says', () => {
  it.each([1, 2, 7, 1000])('is the same in pieces of %d bytes', (size) => {
    const responses = heard(said, size)
    expect(responses.map(({ tag, kind }) => `${tag} ${kind}`)).toEqual([
      ...['* LIST', '* METADATA', '* EXISTS', '* NAMESPACE', 'A7 NO'],
    ])
    const [list, metadata, , namespace, answer] = responses
    expect(list?.values()).toEqual([['\\HasChildren', '\\Sent'], '/', 'user/anna/a "b" \\c'])
    expect(metadata?.values()).toEqual([
      'user/anna',
      ['/shared/comment', 'Gr\u00fc\u00dfe', '/private/comment', null, '/x', ''],
    ])
    expect(namespace?.values()).toEqual([null, [['Other Users/', '/']], null])
    expect(answer?.text).toBe('[TRYCREATE] Mailbox does not exist')
  })

  it('is held back until it is complete', () => {
    expect(heard('* LIST () "/" {3}\r\nab')).toEqual([])
    expect(heard('* LIST () "/" {3}\r\nabc')).toEqual([])
    expect(heard('* LIST () "/" {3}\r\nabc\r\n')).toHaveLength(1)
  })

  it('keeps a literal apart from what it looks like', () => {
    const [response] = heard('* X {9}\r\na)\r\nA1 OK "b" {0}\r\n tail\r\n')
    expect(response?.values()).toEqual(['a)\r\nA1 OK', 'b', '', 'tail'])
  })

  it('has NIL as a word only', () => {
    expect(heard('* X nil "NIL" ()\r\n')[0]?.values()).toEqual([null, 'NIL', []])
  })
})
