/**
 * Members of an alias: accounts, aliases and containers, which are groups of all accounts below them, in reach by their
 * DN; everything else by its address.
 */
import { type Entry, filter, type Handles, sameDn } from '@/lib/access'
import {
  absentIsNull,
  address as addressField,
  entryNamed,
  isAlias,
  referenceChange,
  refuseLosingPrimary,
  wayTo,
} from '@/lib/directory'
import { ConsoleError, isConsoleError } from '@/lib/errors'

const labelAttributes = ['objectClass', 'mail', 'mailLocalAddress', 'uid', 'displayName', 'cn', 'memberURL']

/** `dn` of an account, alias or container; null for an address. The text of a container is the way to it. */
export type Member = {
  dn: string | null
  text: string
  kind: 'user' | 'alias' | 'group' | 'address'
  name: string
}
export type Members = { dns: string[]; addresses: string[] }

/**
 * Finds what each typed member means: a login, an address, or the way to a container. An address that is not the actor's to look up
 * stays an address, so that nothing is learnt of other domains. Errors name the member that means nothing.
 */
export async function resolveMembers(handles: Handles, typed: string[], alias?: Entry): Promise<Members> {
  const dns: string[] = []
  const addresses: string[] = []
  const unknown: string[] = []
  for (const text of new Set(typed)) {
    const dn = await dnOf(handles, text)
    const address = addressField.safeParse(text)
    if (dn && alias && sameDn(dn, alias.dn)) unknown.push(text)
    else if (dn) dns.push(dn)
    else if (address.success && !(await isOurs(handles, address.data))) addresses.push(address.data)
    else unknown.push(text)
  }
  if (unknown.length > 0) {
    const values = { member: unknown.join(', ') }
    const problem = { field: 'members', code: 'alias.member.unknown', values } as const
    throw new ConsoleError('invalid', 'alias.member.unknown', values, [problem])
  }
  return { dns, addresses }
}

/** The members that the actor sees, as they are typed and shown: an address where there is one. */
export async function shownMembers(handles: Handles, alias: Entry): Promise<Member[]> {
  const seen = alias.values('member').filter(handles.directory.reaches)
  const named = await Promise.all(
    seen.map(async (dn) => {
      const entry = await handles.directory.read(dn, labelAttributes).catch(absentIsNull)
      // Gone, without slapd having been told.
      if (!entry) return { dn, text: dn, kind: 'address' as const, name: '' }
      if (entry.has('memberURL'))
        return { dn, text: wayTo(handles.instance.suffix, dn), kind: 'group' as const, name: '' }
      return {
        dn,
        text: memberAddress(entry) ?? entry.first('uid') ?? dn,
        kind: entry.has('uid') ? ('user' as const) : ('alias' as const),
        name: entry.first('displayName') ?? entry.first('cn') ?? '',
      }
    }),
  )
  const addresses = alias
    .values('rfc822MailMember')
    .map((text) => ({ dn: null, text, kind: 'address' as const, name: '' }))
  return [...named, ...addresses]
}

/** How many members there are of whom the actor may not know. */
export async function hiddenMembers({ directory }: Handles, alias: Entry): Promise<number> {
  return (await directory.unseen(alias.dn, 'member')).length
}

/**
 * What makes the members those of `wanted`, each as it is shown or typed. Who is not seen stays a member. Errors:
 * as resolveMembers; invalid alias.noMembers when nobody would be left; as refuseLosingPrimary.
 */
export async function memberChanges(handles: Handles, alias: Entry, shown: Member[], wanted: string[]) {
  const texts = new Set(shown.map(({ text }) => text))
  const typed = wanted.filter((text) => !texts.has(text))
  const [stays, made] = [new Set(wanted), await resolveMembers(handles, typed, alias)]
  const kept = shown.filter(({ text }) => stays.has(text))
  const seen = shown.flatMap(({ dn }) => dn ?? [])
  const dns = [...kept.flatMap(({ dn }) => dn ?? []), ...made.dns]
  const present = alias.values('member')
  const hidden = await handles.directory.unseen(alias.dn, 'member')
  if (wanted.length + hidden.length === 0) {
    const problem = { field: 'members', code: 'alias.noMembers', values: {} } as const
    throw new ConsoleError('invalid', 'alias.noMembers', {}, [problem])
  }
  await refuseLosingPrimary(handles, alias, [...dns, ...hidden])
  const addresses = [...kept.flatMap(({ dn, text }) => (dn ? [] : text)), ...made.addresses]
  return [
    referenceChange('member', present, seen, dns),
    { attribute: 'rfc822MailMember', replace: [...new Set(addresses)] },
  ]
}

/** The primary address, or one of the entry's own domain when that was brought from another, where an alias has it. */
export function memberAddress(entry: Entry): string | undefined {
  const mail = entry.first('mail')
  const all = entry.values('mailLocalAddress')
  return mail !== undefined && (all.length === 0 || all.includes(mail)) ? mail : all[0]
}

async function dnOf(handles: Handles, text: string): Promise<string | null> {
  const known = filter.or(filter.equals('objectClass', 'smAccount'), isAlias)
  const named = filter.or(filter.equals('mailLocalAddress', text), filter.equals('uid', text))
  const [entry] = await handles.directory.searchAll(filter.and(known, named), {
    attributes: ['1.1'],
    limit: 1,
  })
  return entry?.dn ?? (text.includes('@') ? null : groupDn(handles, text))
}

/** A container that is a group, by the way to it. Errors: conflict place.ambiguous. */
async function groupDn(handles: Handles, way: string): Promise<string | null> {
  const entry = await entryNamed(handles, way, { attributes: ['memberURL'] }).catch((error: unknown) =>
    // What looks like a DN and is none.
    isConsoleError(error, 'invalid') ? null : absentIsNull(error),
  )
  return entry?.has('memberURL') ? entry.dn : null
}

/** Whether an address is in a domain that the actor sees whole: unknown there means that it does not exist. */
async function isOurs(handles: Handles, address: string): Promise<boolean> {
  const domain = filter.equals('associatedDomain', address.slice(address.lastIndexOf('@') + 1))
  return (await handles.directory.searchAll(domain, { attributes: ['1.1'], limit: 1 })).length > 0
}
