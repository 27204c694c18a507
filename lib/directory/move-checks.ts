/**
 * What keeps accounts from a place, found out for thousands of them before any is moved. Each is looked at once more
 * when it is moved: this tells what can be told, that decides.
 */
import { childDn, type Entry, filter, type Handles, parentDn, sameDn } from '@/lib/access'
import { ConsoleError, isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { isFormerAddressOf, localPart } from './former-addresses'
import { accountLimitOf } from './limits'
import { absentIsNull } from './made'
import { refuseLeavingPost } from './moves'
import { containerAt, domainOf } from './tree'

/**
 * Gives what says of one account after the other why it cannot be moved to a place, counting those that can. Errors:
 * invalid, beside `to`, for a place that is not there.
 */
export async function moveChecks(
  handles: Handles,
  to: string,
): Promise<(account: Entry) => Reason | undefined> {
  const place = await containerAt(handles, to).catch(absentIsNull)
  if (!place) {
    const problem = { field: 'to', code: 'access.notFound', values: {} } as const
    throw new ConsoleError('invalid', 'input.invalid', {}, [problem])
  }
  const domain = domainOf(handles, place.dn)
  const holders = await holdersIn(handles, childDn(handles.instance.suffix, 'o', domain))
  const { max, present } = await accountLimitOf(handles, place.dn)
  let accounts = present

  return (account) => {
    if (sameDn(parentDn(account.dn), place.dn)) return undefined
    try {
      refuseLeavingPost(account)
    } catch (error) {
      if (isConsoleError(error)) return reasonOf(error)
      throw error
    }
    if (domainOf(handles, account.dn) === domain) return undefined
    const mine = account.values('mailLocalAddress').map((value) => value.toLowerCase())
    const primary = account.first('mail')?.toLowerCase() ?? mine[0] ?? ''
    // Whom another program made without an address gets none.
    const address = mine.length > 0 ? `${localPart(primary)}@${domain.toLowerCase()}` : null
    const unusable = address !== null && addressFault(account, address, holders.get(address))
    if (unusable) return unusable
    if (max !== null && accounts >= max) return { code: 'limit.accounts', values: { max, present: accounts } }
    accounts += 1
    if (address !== null) holders.set(address, account)
    return undefined
  }
}

/** What keeps an account from an address that it would get. */
function addressFault(account: Entry, address: string, holder: Entry | undefined): Reason | undefined {
  const isOwn = holder && (sameDn(holder.dn, account.dn) || isFormerAddressOf(holder, account.dn))
  if (holder && !isOwn) return { code: 'address.taken.named', values: { address } }
  if (account.values('smForwardingAddress').some((to) => to.toLowerCase() === address))
    return { code: 'address.loop.named', values: { name: account.first('uid') ?? '', address } }
  return undefined
}

/** Who has which address of a domain. */
async function holdersIn({ directory }: Handles, domain: string): Promise<Map<string, Entry>> {
  const holders = new Map<string, Entry>()
  const attributes = ['objectClass', 'mailLocalAddress', 'member', 'rfc822MailMember']
  const all = directory.each(domain, filter.present('mailLocalAddress'), { scope: 'sub', attributes })
  for await (const entry of all)
    for (const address of entry.values('mailLocalAddress')) holders.set(address.toLowerCase(), entry)
  return holders
}
