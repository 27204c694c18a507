import { randomBytes } from 'node:crypto'
import { type Entry, type Handles, isWithin, parentDn, rdnValue } from '@/lib/access'
import { domainDn, domainOf } from './tree'

/** slapd takes 64 characters. */
const LONGEST = 64

/**
 * Gives a container without one a name as a group, such as `north.sales-example.com`, that no other has: Cyrus and Postfix
 * know groups of all domains by it, and no group had that is gone: access lists of folders may name it still. Made of the
 * letters a-z and digits of its way, so that it tells nothing of groups elsewhere. slapd stays the judge when two ask at
 * once.
 */
export async function nameGroup(handles: Handles, dn: string): Promise<void> {
  if ((await handles.directory.read(dn, ['smGroupId'])).has('smGroupId')) return
  const wish = wishFor(handles, dn)
  const { beyondScope } = handles
  if (!(await beyondScope.isGroupNameUsed(wish)) && (await beyondScope.nameGroup(dn, wish))) return
  const another = randomBytes(4).toString('hex')
  await beyondScope.nameGroup(dn, `${wish.slice(0, LONGEST - another.length - 1)}-${another}`)
}

/** Has the name of a group that is about to go given to no other one. */
export async function retireGroupId(handles: Handles, entry: Entry): Promise<void> {
  const id = entry.first('smGroupId')
  if (id) await handles.retireGroup(id.toLowerCase())
}

function wishFor(handles: Handles, dn: string): string {
  const domain = domainOf(handles, dn).toLowerCase()
  const top = domainDn(handles, domain)
  const way: string[] = []
  for (let at = dn; isWithin(at, top) && !isWithin(top, at); at = parentDn(at))
    way.push(lettersOf(rdnValue(at)) || 'group')
  return (way.length > 0 ? `${way.join('.')}-${domain}` : domain).slice(0, LONGEST)
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
