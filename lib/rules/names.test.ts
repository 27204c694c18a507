import { describe, expect, it } from 'vitest'
import { isConsoleError } from '@/lib/errors'
import { plainName, withPlainNames } from './names'

const composed = 'B\u00fcro'
const decomposed = 'Bu\u0308ro'

describe('a folder in a rule for one person', () => {
  it.each([
    ['Keep', 'Keep'],
    ['Keep/sub', 'Keep/sub'],
    ['Keep/', 'Keep'],
    ['/Keep', 'Keep'],
    ['//Keep//sub/', 'Keep/sub'],
    ['user/zoe/Keep', 'Keep'],
    ['/user/zoe/Keep/', 'Keep'],
    ['User/Zoe/Keep', 'Keep'],
    ['INBOX/Keep', 'Keep'],
    ['Inbox/Keep', 'Keep'],
    ['user/zoe/INBOX/Keep', 'Keep'],
    ['user/zoe', 'INBOX'],
    ['user/zoe/', 'INBOX'],
    ['inbox', 'INBOX'],
    ['Inboxes', 'Inboxes'],
    ['users/zoe', 'users/zoe'],
    ['*', '*'],
    // What is below the INBOX for IMAP is not what * is in a rule.
    ['INBOX/*', 'INBOX/*'],
    ['\\trash', '\\Trash'],
    ['/\\Junk/', '\\Junk'],
    [decomposed, composed],
    [`user/zoe/${decomposed}/2027`, `${composed}/2027`],
  ])('%s is %s', (word, name) => {
    expect(plainName(word, 'zoe')).toBe(name)
    expect(plainName(name, 'zoe')).toBe(name)
  })

  it.each([
    ['/', 'input.required'],
    ['user', 'retention.another'],
    ['user/zoey/Keep', 'retention.another'],
    ['user/zoe/*', 'retention.another'],
    ['\\Trashh', 'retention.specialUse'],
    ['\\Trash/2027', 'retention.specialUse'],
    ['\\', 'retention.specialUse'],
  ])('cannot be %s', (word, code) => {
    expect(plainName(word, 'zoe')).toMatchObject({ code })
  })
})

describe('a rule for several people', () => {
  it('names folders as they are in each mailbox', () => {
    const terms = { folders: ['inbox', 'INBOX/Lists/'], except: [`/${decomposed}`], days: 30 }
    expect(withPlainNames(terms, null)).toEqual({
      ...{ folders: ['INBOX', 'Lists'], except: [composed], days: 30 },
    })
  })

  it('is refused beside each name that can mean nothing', () => {
    let error: unknown
    try {
      withPlainNames({ folders: ['*', '\\Trashh'], except: ['Keep', 'user/zoe/Keep', 'USER/zoe'] }, null)
    } catch (thrown) {
      error = thrown
    }
    expect(isConsoleError(error, 'invalid') && error.fields).toEqual([
      {
        field: 'folders.1',
        code: 'retention.specialUse',
        values: { name: '\\Trashh', choices: '\\Drafts, \\Sent, \\Trash, \\Junk, \\Archive' },
      },
      { field: 'except.1', code: 'retention.several', values: { name: 'user/zoe/Keep' } },
      { field: 'except.2', code: 'retention.several', values: { name: 'USER/zoe' } },
    ])
  })
})
