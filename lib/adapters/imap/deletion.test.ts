import { describe, expect, it } from 'vitest'
import { keptFolder } from './deletion'
import { mailboxName } from './names'

describe('the name of a deleted folder', () => {
  it('tells what it was and when it went', () => {
    expect(keptFolder(mailboxName('DELETED/user/anna/Entwürfe/2024/6B015857'))).toEqual({
      kept: 'DELETED/user/anna/Entwürfe/2024/6B015857',
      name: 'user/anna/Entwürfe/2024',
      at: new Date(0x6b015857 * 1000),
    })
  })

  it.each(['DELETED/user/anna', 'user/anna/6B015857', 'DELETED/6B015857', 'DELETED/Plans/6b'])(
    '%s is none',
    (name) => {
      expect(keptFolder(mailboxName(name))).toBeNull()
    },
  )
})
