/** Ways through the directory: from a domain's name or an entry to its place. */
import { childDn, type Entry, filter, type Handles, isWithin, parentDn, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { domainName } from './fields'
import { isAlias, isDomain, isUser, kindOf } from './kinds'

/** A container named by its DN or, for a domain, by its name. notFound when it is absent or out of scope. */
export async function containerAt(handles: Handles, place: string): Promise<Entry> {
  const name = place.includes('=') ? null : domainName.safeParse(place)
  if (name && !name.success) throw new ConsoleError('notFound', 'access.notFound')
  const dn = name ? domainDn(handles, name.data) : place
  const entry = await handles.directory.read(dn, ['*', 'entryUUID'])
  const kind = kindOf(entry)
  if (kind === 'user' || kind === 'alias' || kind === null)
    throw new ConsoleError('notFound', 'access.notFound')
  return entry
}

export function domainDn(handles: Handles, name: string): string {
  return childDn(handles.instance.suffix, 'o', name)
}

/** The name of the domain that a DN lies in; also for places that are not there yet. */
export function domainOf(handles: Handles, dn: string): string {
  const { suffix } = handles.instance
  let at = dn
  while (isWithin(at, suffix) && !sameDn(at, suffix)) {
    const above = parentDn(at)
    if (sameDn(above, suffix)) return rdnValue(at)
    at = above
  }
  throw new ConsoleError('notFound', 'access.notFound')
}

/** The account with this login, in the actor's scope. */
export async function userByLogin(handles: Handles, login: string, attributes = ['*', '+']): Promise<Entry> {
  return one(
    await handles.directory.searchAll(filter.and(isUser, filter.equals('uid', login)), {
      attributes,
      limit: 2,
    }),
  )
}

/** The alias with this address, in the actor's scope. */
export async function aliasByAddress(handles: Handles, address: string): Promise<Entry> {
  const wanted = filter.and(isAlias, filter.equals('mailLocalAddress', address))
  return one(await handles.directory.searchAll(wanted, { attributes: ['*', '+'], limit: 2 }))
}

/** Every domain the actor can look into, by name. */
export async function domainsInScope(handles: Handles): Promise<Entry[]> {
  const found = await handles.directory.searchAll(isDomain, {
    attributes: ['*', 'entryUUID', 'createTimestamp'],
  })
  return found.sort((a, b) => rdnValue(a.dn).localeCompare(rdnValue(b.dn)))
}

function one(found: Entry[]): Entry {
  const [entry] = found
  if (!entry) throw new ConsoleError('notFound', 'access.notFound')
  return entry
}
