/** How the accounts of the benchmark are spread over the directory. */
import { childDn } from '@/lib/adapters/ldap/dn'
import { person } from './names'

/** Of everybody who signs in. */
export const PASSWORD = 'a-password-of-somebody'

export type Place = ReturnType<typeof placeOf>

export type Sizes = {
  accounts: number
  people: number
  folders: number
  subtree: number
  mailboxes: number
}

export function placeOf(suffix: string, sizes: Sizes) {
  const { accounts, people, folders, subtree: below } = sizes
  const domains = Math.min(200, Math.max(2, Math.ceil(accounts / 500)))
  const domainName = (number: number) => `d${number}.example`
  const domainDn = (number: number) => childDn(suffix, 'o', domainName(number))
  const inCrowd = Math.max(1, Math.floor(accounts / 5))
  const mailboxes = Math.min(sizes.mailboxes, accounts - inCrowd)
  const subtree = 'Subtree'
  const administratorLogin = (number: number) => `admin.${number}`
  return {
    accounts,
    people,
    domains,
    domainName,
    domainDn,
    /** The first accounts live in one container, the others in the domains after it. */
    crowded: childDn(domainDn(0), 'ou', 'Staff'),
    inCrowd,
    /** The first accounts outside it have a mailbox. */
    mailboxes,
    mailbox: (number: number) => person(inCrowd + number).login,
    hasMailbox: (number: number) => number >= inCrowd && number < inCrowd + mailboxes,
    /** Public folders at the top; and one with others below it. */
    ...{ folders, below, subtree },
    folder: (number: number) => `Folder ${String(number).padStart(5, '0')}`,
    folderBelow: (number: number) => `${subtree}/Folder ${String(number).padStart(5, '0')}`,
    /** Accounts that administer the domain of the crowded container. */
    administratorLogin,
    administrator: (number: number) => childDn(domainDn(0), 'uid', administratorLogin(number)),
  }
}
