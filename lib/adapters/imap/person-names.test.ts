import { describe, expect, it } from 'vitest'
import { mailboxName } from './names'
import { fullName, personName, prefixesFrom } from './person-names'

const prefixes = prefixesFrom([[['', '/']], [['Other Users/', '/']], [['Shared Folders/', '/']]])

describe('a mailbox as a person sees it', () => {
  it.each([
    ['user/anna', 'INBOX'],
    ['user/anna/Sent/2024', 'Sent/2024'],
    ['user/annabel', 'Other Users/annabel'],
    ['user/ben/Plans', 'Other Users/ben/Plans'],
    ['Plans/Entwürfe', 'Shared Folders/Plans/Entwürfe'],
  ])('%s is %s for anna', (full, own) => {
    expect(personName(mailboxName(full), 'anna', prefixes)).toBe(own)
    expect(fullName(mailboxName(own), 'anna', prefixes)).toBe(full)
  })

  it('has prefixes as Cyrus tells them, also none', () => {
    expect(prefixes).toEqual({ others: 'Other Users/', shared: 'Shared Folders/' })
    expect(prefixesFrom([[['', '/']], null, null])).toEqual({ others: '', shared: '' })
  })
})
