import { describe, expect, it } from 'vitest'
import { nameOf, notesOf, partitionsIn, printable, toolName } from './cyrus-tools'

describe('what Cyrus’s tools print', () => {
  it('names folders in Cyrus’s own way', () => {
    expect(nameOf('user.anna^lee.Sub &- &AMQ-.x')).toBe('user/anna.lee/Sub & Ä/x')
    expect(toolName('user/anna.lee/Sub & Ä/x')).toBe('user/anna.lee/Sub &- &AMQ-/x')
    expect(nameOf('Shared')).toBe('Shared')
  })

  it('is answered without what is not seen, and cut between characters', () => {
    expect(printable('a\n\tb\0c\u007f', 10)).toBe('a b c')
    expect(printable('x'.repeat(10), 10)).toBe('x'.repeat(10))
    expect(printable('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(printable(`${'x'.repeat(8)}🙂yy`, 10)).toBe(`${'x'.repeat(8)}…`)
    expect(printable('\ud800a', 10)).toBe('a')
  })

  it('does not tell where the instance is, and no more than a hundred lines', () => {
    const lines = Array.from({ length: 101 }, () => 'odd file /srv/mail/var/x/9.')
    expect(notesOf({ directory: '/srv/mail' }, lines)).toEqual(lines.slice(1).map(() => 'odd file var/x/9.'))
  })

  it('says which partition is the default one', () => {
    const settings = new Map([
      ['partition-b', '/b'],
      ['partition-a', '/a'],
      ['defaultpartition', 'b'],
      ['archivepartition-a', '/c'],
    ])
    expect(partitionsIn(settings)).toEqual([
      { name: 'b', directory: '/b' },
      { name: 'a', directory: '/a' },
    ])
  })
})
