import { describe, expect, it } from 'vitest'
import type { FormatName } from '@/lib/configuration'
import { changed, fileKey, type Pending, storable } from './pending'

const wish = (key: string, value: string): Pending => ({
  key,
  service: 'postfix',
  name: 'message_size_limit',
  edit: { field: 'postfix/message_size_limit', change: 'set', value, was: null },
})

const raw = (base: string, text: string, format: FormatName = 'main.cf'): Pending => ({
  key: fileKey('postfix/main.cf'),
  service: 'postfix',
  name: 'postfix/main.cf',
  format,
  edit: { file: 'postfix/main.cf', base, text },
})

describe('wishes', () => {
  it('are one for each field, in the order they came', () => {
    const two = changed(changed([], 'a', wish('a', '1')), 'b', wish('b', '2'))
    expect(changed(two, 'a', wish('a', '3'))).toEqual([wish('a', '3'), wish('b', '2')])
    expect(changed(two, 'a', null)).toEqual([wish('b', '2')])
  })
})

describe('what the browser may store', () => {
  const base = 'bind_dn = cn=mta\nbind_pw = (kept secret)\nversion = 3\n'

  it('has every wish but passwords', () => {
    const secret = { ...wish('b', 'hush'), isSecret: true }
    expect(storable([wish('a', '1'), secret])).toEqual([wish('a', '1')])
  })

  it('has texts of files that touch no secret', () => {
    const text = raw(base, base.replace('version = 3', 'version = 2'))
    expect(storable([text])).toEqual([text])
  })

  it.each([
    ['another secret', base.replace('(kept secret)', 'hush')],
    ['one in a second line', base.replace('bind_pw = (kept secret)', 'bind_pw =\n  hush')],
    ['one in a second line of what was there', base.replace('(kept secret)', '\n  hush')],
    ['one more', `${base}smtp_sasl_password = hush\n`],
    ['one more in a second line', `${base}smtp_sasl_password =\n  hush\n`],
    ['one in a comment', `${base}# smtp_sasl_password = hush\n`],
    ['one in an address', `${base}relay = https://me:hush@example.com\n`],
    ['an LDAP directive with both', `${base}LDAPBindDN cn=x hush\n`, 'proftpd'],
    ['a placeholder that became another statement', base.replace('bind_pw = (kept secret)', 'bind hush')],
    ['a header that Apache is known by', `${base}RequestHeader set X-Token hush\n`, 'apache'],
  ] as [string, string, FormatName?][])('has no text with %s', (_, text, format) => {
    expect(storable([raw(base, text, format)])).toEqual([])
  })

  it.each([
    ['where keys are', `${base}smtpd_tls_key_file = /etc/ssl/key.pem\n`],
    [
      'what is like a password',
      `${base}smtpd_sasl_auth_enable = yes\n# The pw of the binding is elsewhere\n`,
    ],
    ['how somebody binds', `${base}bind = yes\n`],
    ['a map by its name', `${base}smtp_sasl_password_maps = lmdb:/etc/postfix/sasl\n`],
    ['a directive without a secret', `${base}SSLCertificateKeyFile /etc/ssl/key.pem\n`, 'apache'],
  ] as [string, string, FormatName?][])('has texts that say %s', (_, text, format) => {
    expect(storable([raw(base, text, format)])).toHaveLength(1)
  })

  it('has a text of a megabyte at once', () => {
    const long = '# a comment about nothing\nversion = 3\n'.repeat(27_000)
    expect(storable([raw(long, `${long}version = 2\n`)])).toHaveLength(1)
    expect(storable([raw(long, `bind_pw =\n  hush\n${long}`)])).toEqual([])
    const masked = `${long}bind_pw =\n${long}`
    expect(storable([raw(masked, masked.replace('bind_pw =\n', 'bind_pw =\n  hush\n'))])).toEqual([])
  })
})
