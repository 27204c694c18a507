/** How the accounts of the benchmark are spread over the directory. */
import { childDn } from '@/lib/adapters/ldap/dn'

/** Of everybody who signs in. */
export const PASSWORD = 'a-password-of-somebody'

export type Place = ReturnType<typeof placeOf>

export function placeOf(suffix: string, accounts: number, people: number) {
  const domains = Math.min(200, Math.max(2, Math.ceil(accounts / 500)))
  const domainName = (number: number) => `d${number}.example`
  const domainDn = (number: number) => childDn(suffix, 'o', domainName(number))
  return {
    accounts,
    people,
    domains,
    domainName,
    domainDn,
    /** The first accounts live in one container, the others in the domains after it. */
    crowded: childDn(domainDn(0), 'ou', 'Staff'),
    inCrowd: Math.max(1, Math.floor(accounts / 5)),
    /** Accounts that administer the domain of the crowded container. */
    administrator: (number: number) => childDn(domainDn(0), 'uid', `admin.${number}`),
  }
}
