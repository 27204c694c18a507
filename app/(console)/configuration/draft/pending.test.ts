import { describe, expect, it } from 'vitest'
import { changed, fileKey, type Pending, storable } from './pending'

const wish = (key: string, value: string): Pending => ({
  key,
  service: 'postfix',
  name: 'message_size_limit',
  edit: { field: 'postfix/message_size_limit', change: 'set', value, was: null },
})

const raw = (base: string, text: string): Pending => ({
  key: fileKey('postfix/main.cf'),
  service: 'postfix',
  name: 'postfix/main.cf',
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
    ['an LDAP directive with both', `${base}LDAPBindDN cn=x hush\n`],
  ])('has no text with %s', (_, text) => {
    expect(storable([raw(base, text)])).toEqual([])
  })
})
