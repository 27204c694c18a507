import { describe, expect, it } from 'vitest'
import { Entry } from './entry'

describe('an entry', () => {
  const entry = new Entry('uid=anna', {
    uid: 'anna',
    mail: ['a@x', 'b@x'],
    title: [],
    pwdReset: 'TRUE',
    jpegPhoto: Buffer.from([0xff]),
  })

  it('gives values whatever the case of the name', () => {
    expect(entry.values('MAIL')).toEqual(['a@x', 'b@x'])
    expect(entry.first('Uid')).toBe('anna')
    expect(entry.isTrue('pwdreset')).toBe(true)
  })

  it('has an attribute only when it has a value', () => {
    expect(entry.has('title')).toBe(false)
    expect(entry.first('title')).toBeUndefined()
    expect(entry.names()).toEqual(['uid', 'mail', 'pwdReset', 'jpegPhoto'])
  })

  it('gives bytes as bytes and not as text', () => {
    expect(entry.bytes('jpegPhoto')).toEqual([Buffer.from([0xff])])
    expect(entry.values('jpegPhoto')).toEqual([])
  })
})
