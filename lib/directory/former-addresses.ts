/**
 * Addresses that an account or a resource had before it moved to another domain. Each is an alias in the old domain,
 * since only what is in a domain can say whose its addresses are; smFormerAddress tells it from other aliases.
 */
import { childDn, type Entry, filter, type Handles, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { isAlias, isFormer } from './kinds'
import { absentIsNull } from './made'
import { domainDn } from './tree'

const attributes = ['objectClass', 'cn', 'mail', 'mailLocalAddress', 'member', 'rfc822MailMember']

/**
 * The aliases of this kind that lead to one entry of the scope and nowhere else. They are in domains that who administers
 * the entry need not administer.
 */
export async function formerAliases({ beyondScope }: Handles, dn: string): Promise<Entry[]> {
  const found = await beyondScope.leadingTo(dn, filter.and(isAlias, isFormer), attributes)
  return found.filter((alias) => isFormerAddressOf(alias, dn))
}

/** Aliases of this kind that are read for what is looked for; more there are only for the shortest words. */
const MOST_READ = 5000

/** Holders that are looked for at once. */
const MOST_HOLDERS = 500

/** Where those are looked for who have brought addresses along. */
export type Holders = {
  directory: Pick<Handles['directory'], 'reaches'>
  beyondScope: Pick<Handles['beyondScope'], 'leadingIntoScope'>
}

/** Filters for the entries of the scope that have brought an address with this part along. */
export async function havingBrought(handles: Holders, part: string): Promise<filter.Filter[]> {
  const wanted = filter.and(isFormer, filter.contains('mailLocalAddress', part))
  const { beyondScope, directory } = handles
  const found = await beyondScope.leadingIntoScope(wanted, attributes, MOST_READ)
  const holders = found.flatMap((alias) =>
    alias.values('member').filter((dn) => directory.reaches(dn) && isFormerAddressOf(alias, dn)),
  )
  // By the name too: it has an index, and the whole DN has none.
  return [...new Set(holders)].slice(0, MOST_HOLDERS).map((dn) => {
    const isNamed = filter.equals(dn.slice(0, dn.indexOf('=')), rdnValue(dn))
    return filter.and(isNamed, filter.dnWithin(dn))
  })
}

/** Deletes an entry; the aliases first: what leads to it is no longer to be found when it is gone. */
export async function removeWithFormerAddresses(handles: Handles, dn: string): Promise<void> {
  for (const alias of await formerAliases(handles, dn)) await handles.beyondScope.removeBrought(alias, dn)
  await handles.directory.remove(dn)
}

/** Whether an alias is one of this kind that leads to this entry and nowhere else. */
export function isFormerAddressOf(alias: Entry, dn: string): boolean {
  const [member, ...others] = alias.values('member')
  const isOnly = member !== undefined && sameDn(member, dn) && others.length === 0
  return isFormerAddress(alias) && isOnly && !alias.has('rfc822MailMember')
}

/** The addresses of these aliases, sorted. */
export async function formerAddresses(handles: Handles, dn: string): Promise<string[]> {
  const aliases = await formerAliases(handles, dn)
  return aliases.flatMap((alias) => alias.values('mailLocalAddress')).sort()
}

export function isFormerAddress(alias: Entry): boolean {
  return alias.values('objectClass').some((name) => name.toLowerCase() === 'smformeraddress')
}

export function formerAliasDn({ instance }: Pick<Handles, 'instance'>, address: string): string {
  return childDn(domainDn({ instance }, domainPart(address)), 'cn', address)
}

/** Makes the alias unless it is there, or somebody else has got the address since the account gave it up. */
export async function addFormerAlias(handles: Handles, address: string, member: string): Promise<void> {
  const dn = formerAliasDn(handles, address)
  if (await handles.directory.read(dn).catch(absentIsNull)) return
  const alias = {
    objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
    cn: [address],
    mail: [address],
    mailLocalAddress: [address],
    member: [member],
  }
  await handles.directory.add(dn, alias).catch((error: unknown) => {
    if (!isConsoleError(error) || error.code !== 'address.taken') throw error
  })
}

/** Errors: denied alias.elsewhere for the former address of somebody who is out of the actor's reach. */
export async function refuseElsewhere({ directory }: Handles, alias: Entry): Promise<void> {
  if (isFormerAddress(alias) && (await directory.unseen(alias.dn, 'member')).length > 0)
    throw new ConsoleError('denied', 'alias.elsewhere')
}

/**
 * Throws conflict alias.isPrimary when an alias, left with these members, would no longer lead to an account that
 * has its address as the primary one.
 */
export async function refuseLosingPrimary(
  { directory }: Handles,
  alias: Entry,
  members: string[],
): Promise<void> {
  if (!isFormerAddress(alias)) return
  for (const dn of alias.values('member')) {
    if (members.some((member) => sameDn(member, dn))) continue
    const holder = await directory.read(dn, ['mail']).catch(absentIsNull)
    const address = holder?.first('mail')
    if (holder && address && alias.values('mailLocalAddress').includes(address)) {
      throw new ConsoleError('conflict', 'alias.isPrimary', { name: rdnValue(holder.dn) })
    }
  }
}

export function domainPart(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf('@'))
}
