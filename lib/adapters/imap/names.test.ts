import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConsoleError } from '@/lib/errors'
import { decodeName, encodeName, folderOf, internalName, mailboxName, userMailbox } from './names'

describe('the name of a mailbox', () => {
  it('is in modified UTF-7 on the wire', () => {
    expect(encodeName('Entwürfe')).toBe('Entw&APw-rfe')
    // The example of RFC 3501.
    expect(encodeName('~peter/mail/台北/日本語')).toBe('~peter/mail/&U,BTFw-/&ZeVnLIqe-')
    expect(encodeName('Tom & Jerry')).toBe('Tom &- Jerry')
  })

  it('has dots between its levels among Cyrus’s own programs', () => {
    expect(internalName(mailboxName('user/anna.lee/Größe 2.0'))).toBe('user.anna^lee.Gr&APYA3w-e 2^0')
  })

  it('comes back as it went out, in ASCII in between', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !/[\p{Surrogate}\u{fd800}-\u{fdfff}]/u.test(text)),
      fc.string({ unit: fc.constantFrom('&', '-', 'a', 'ü', '台', '😀', ',', '/') }),
    )
    fc.assert(
      fc.property(name, (text) => {
        expect(encodeName(text)).toMatch(/^[\x20-\x7e]*$/)
        expect(decodeName(encodeName(text))).toBe(text)
      }),
    )
  })

  it('is text also where Cyrus has half of a character, which goes back as it was', () => {
    for (const wire of ['&2D0-', 'a &3gA- b', '&2D0A5A-']) {
      expect(decodeName(wire).isWellFormed()).toBe(true)
      expect(encodeName(mailboxName(decodeName(wire)))).toBe(wire)
    }
    expect(decodeName('&2D3eAA-')).toBe('😀')
  })

  it('holds a login as one component', () => {
    expect(userMailbox('anna.b')).toBe('user/anna.b')
    expect(folderOf(userMailbox('anna'), 'Sent/2024')).toBe('user/anna/Sent/2024')
    for (const login of ['', 'a/b', '%', 'a*', 'a b', 'a\0b', 'a\r\nb', '\ud800', 'x'.repeat(65)])
      expect(() => userMailbox(login), JSON.stringify(login)).toThrow(ConsoleError)
  })

  it('has no control characters and no length that stops Cyrus', () => {
    expect(mailboxName(`user/${'x'.repeat(485)}`)).toHaveLength(490)
    // As Cyrus lets everybody call a folder.
    expect(encodeName(mailboxName('\x80'))).toBe('&AIA-')
    for (const name of ['a\r\nb', 'a\0', '\x7f', '\ud800', 'x'.repeat(601), 'ü'.repeat(300)])
      expect(() => mailboxName(name), JSON.stringify(name)).toThrow(ConsoleError)
  })
})
