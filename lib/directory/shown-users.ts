/** Users as lists and their own page show them: the entry with what Cyrus says of the mailbox. */
import { z } from 'zod'
import {
  type Entry,
  filter,
  type Handles,
  operation,
  parentDn,
  type Role,
  rdnValue,
  sameDn,
} from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { detailsOf, type PersonDetail, personDetails } from './details'
import { login } from './fields'
import { type Files, filesOf } from './files'
import { formerAddresses, isFormerAddressOf } from './former-addresses'
import { isAlias, isUser } from './kinds'
import { wayTo } from './named-places'
import { shownLine } from './shown-values'
import { containerAt, domainOf, pathTo, type Step, userByLogin } from './tree'

export type UserRow = {
  dn: string
  login: string
  name: string
  mail: string
  role: Role
  suspended: boolean
  hasMailbox: boolean
}

export type User = UserRow & {
  id: string
  /** DN of the container the account lives in. */
  container: string
  /** The containers around it that the actor reaches, from the outermost inwards. */
  path: Step[]
  domain: string
  firstName: string
  lastName: string
  addresses: string[]
  /** Addresses of other domains that it brought along when it moved; each is an alias there. */
  formerAddresses: string[]
  mustChangePassword: boolean
  created: string | null
  /** Names of the domains that a domain administrator administers, of those that the actor reaches. */
  manages: string[]
  /**
   * As Cyrus has it: null when there is no mailbox, whatever `hasMailbox` says of the entry; `unavailable` while
   * Cyrus does not answer.
   */
  quota: { usedBytes: number; limitBytes: number | null } | null | 'unavailable'
  /** Addresses of the aliases that the account is a member of, and of those that it owns. */
  aliases: string[]
  ownedAliases: string[]
  /** Other aliases, which have a container around the account as a member, with the way to that. */
  groupAliases: { address: string; group: string }[]
  displayName: string
  /** Language tag (BCP 47); '' when the person has chosen none. */
  language: string
  forwarding: string[]
  keepsCopy: boolean
  alternateMail: string
  /** Whether mail is refused while the account is suspended. */
  refusesMail: boolean
  webClient: boolean
  sendsLocalOnly: boolean
  receivesLocalOnly: boolean
  files: Files
  details: Record<PersonDetail, string>
}

/** The users below a container, or of the whole scope, sorted by name. */
export const listUsers = operation({
  name: 'user.list',
  kind: 'read',
  input: z.strictObject({ container: z.string().optional() }),
  async run(handles, { container }): Promise<UserRow[]> {
    const attributes = ['uid', 'cn', 'displayName', 'mail', 'smRole', 'smAccountStatus', 'smMailbox']
    const found = container
      ? await handles.directory.search((await containerAt(handles, container)).dn, isUser, {
          scope: 'sub',
          attributes,
        })
      : await handles.directory.searchAll(isUser, { attributes })
    return found.map(userRow).sort((a, b) => a.name.localeCompare(b.name))
  },
})

/** One user with everything the account's page shows. */
export const showUser = operation({
  name: 'user.show',
  kind: 'read',
  input: z.strictObject({ login }),
  async run(handles, { login }): Promise<User> {
    return userFrom(handles, await userByLogin(handles, login))
  },
})

export function userRow(entry: Entry): UserRow {
  return {
    dn: entry.dn,
    login: entry.first('uid') ?? '',
    name: entry.first('displayName') ?? entry.first('cn') ?? '',
    mail: entry.first('mail') ?? '',
    role: (entry.first('smRole') as Role | undefined) ?? 'user',
    suspended: entry.first('smAccountStatus') === 'suspended',
    hasMailbox: entry.isTrue('smMailbox'),
  }
}

async function userFrom(handles: Handles, entry: Entry): Promise<User> {
  const row = userRow(entry)
  const path = pathTo(handles, entry.dn)
  const groups = path.map(({ dn }) => filter.equals('member', dn))
  const related = filter.or(filter.equals('member', entry.dn), filter.equals('owner', entry.dn), ...groups)
  const [quota, brought, aliases] = await Promise.all([
    quotaOf(handles, entry.dn),
    formerAddresses(handles, entry.dn),
    handles.grant === 'self'
      ? []
      : handles.directory.searchAll(filter.and(isAlias, related), {
          attributes: ['objectClass', 'mail', 'member', 'owner', 'rfc822MailMember'],
        }),
  ])
  const others = aliases.filter((alias) => !isFormerAddressOf(alias, entry.dn))
  const addressesOf = (attribute: 'member' | 'owner') =>
    others
      .filter((alias) => alias.values(attribute).some((dn) => sameDn(dn, entry.dn)))
      .map((alias) => alias.first('mail') ?? '')
      .sort()
  const direct = addressesOf('member')
  const groupAliases = await throughGroups(handles, entry.dn, others, path)
  return {
    ...row,
    id: entry.first('entryUUID') ?? '',
    container: parentDn(entry.dn),
    path,
    domain: domainOf(handles, entry.dn),
    firstName: shownLine(entry, 'givenName'),
    lastName: shownLine(entry, 'sn'),
    addresses: entry.values('mailLocalAddress'),
    formerAddresses: brought,
    mustChangePassword: entry.isTrue('pwdReset'),
    created: entry.first('createTimestamp') ?? null,
    manages: entry.values('smManages').filter(handles.directory.reaches).map(rdnValue).sort(),
    quota,
    aliases: direct,
    ownedAliases: addressesOf('owner'),
    groupAliases: groupAliases.filter(({ address }) => !direct.includes(address)),
    displayName: shownLine(entry, 'displayName'),
    language: entry.first('preferredLanguage') ?? '',
    forwarding: entry.values('smForwardingAddress').sort(),
    keepsCopy: entry.isTrue('smForwardingKeepsCopy'),
    alternateMail: entry.first('smAlternateMail') ?? '',
    refusesMail: entry.isTrue('smRefusesMail'),
    webClient: entry.first('smWebClient') !== 'FALSE',
    sendsLocalOnly: entry.isTrue('smSendsLocalOnly'),
    receivesLocalOnly: entry.isTrue('smReceivesLocalOnly'),
    files: filesOf(entry),
    details: detailsOf(entry, personDetails),
  }
}

/** The aliases that have containers of this path as members, each with the innermost one. */
async function throughGroups(
  { directory, instance }: Handles,
  dn: string,
  aliases: Entry[],
  path: Step[],
): Promise<User['groupAliases']> {
  const named = aliases.flatMap((alias) => {
    const members = alias.values('member')
    const groups = path.filter(({ dn }) => members.some((member) => sameDn(member, dn)))
    return groups.length > 0 ? [{ alias, groups }] : []
  })
  if (named.length === 0) return []
  // Mail goes on from those alone.
  const usable = (await directory.readAbove(dn, ['memberURL'])).filter((entry) => entry.has('memberURL'))
  const found = named.flatMap(({ alias, groups }) => {
    const group = groups.findLast((step) => usable.some((entry) => sameDn(entry.dn, step.dn)))
    return group ? [{ address: alias.first('mail') ?? '', group: wayTo(instance.suffix, group.dn) }] : []
  })
  return found.sort((a, b) => a.address.localeCompare(b.address))
}

/** The quota of an account's mailbox; a dead Cyrus does not take the page with it. */
export async function quotaOf(handles: Handles, dn: string): Promise<User['quota']> {
  try {
    return await (await handles.mailboxOf(dn)).quota()
  } catch (error) {
    if (isConsoleError(error, 'unavailable')) return 'unavailable'
    throw error
  }
}
