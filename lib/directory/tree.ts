/** Ways through the directory: from a domain's name or an entry to its place. */
import { childDn, type Entry, filter, type Handles, isWithin, parentDn, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { unicodeName } from './international'
import { isAlias, isUser, kindOf } from './kinds'
import { entryNamed } from './named-places'

/** A container named as in named-places. notFound when it is absent or out of scope. */
export async function containerAt(handles: Handles, place: string): Promise<Entry> {
  const entry = await entryNamed(handles, place, { attributes: ['*', 'entryUUID'] })
  const kind = kindOf(entry)
  if (kind === 'domain' || kind === 'organization' || kind === 'group') return entry
  throw new ConsoleError('notFound', 'access.notFound')
}

export type Step = {
  dn: string
  name: string
  /** An international domain name as people write it. */
  unicode: string | undefined
}

/** The containers around an entry that the actor reaches, from the outermost inwards. */
export function pathTo(handles: Handles, dn: string): Step[] {
  const { suffix } = handles.instance
  const above = parentDn(dn)
  const isReached = handles.directory.tops.some((top) => isWithin(above, top))
  if (!isReached || sameDn(above, suffix)) return []
  return [...pathTo(handles, above), stepTo(handles, above)]
}

export function stepTo({ instance }: Pick<Handles, 'instance'>, dn: string): Step {
  const name = rdnValue(dn)
  return { dn, name, unicode: sameDn(parentDn(dn), instance.suffix) ? unicodeName(name) : undefined }
}

/** The way to a place as it is read, such as "bücher.example / Sales". */
export function readWay(path: Pick<Step, 'name' | 'unicode'>[]): string {
  return path.map(({ name, unicode }) => unicode ?? name).join(' / ')
}

export function domainDn(handles: Pick<Handles, 'instance'>, name: string): string {
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

/** Errors: notFound entry.another when the name of the entry that was shown is that of another one by now. */
export function refuseAnother(entry: Entry, shown: string | undefined): void {
  if (shown !== undefined && shown !== entry.first('entryUUID'))
    throw new ConsoleError('notFound', 'entry.another')
}

function one(found: Entry[]): Entry {
  const [entry] = found
  if (!entry) throw new ConsoleError('notFound', 'access.notFound')
  return entry
}
