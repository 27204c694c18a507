/**
 * What a domain may hold: accounts, aliases, and storage as the sum of the quotas of its mailboxes and of folders in them
 * that have their own.
 */
import { childDn, type Entry, filter, type Handles } from '@/lib/access'
import { ConsoleError, type Reason } from '@/lib/errors'
import { LARGEST_QUOTA, sizeWords } from '@/lib/mailboxes'
import { isAlias, isFormer, isUser } from './kinds'
import { domainOf } from './tree'

const limits = ['smMaxAccounts', 'smMaxAliases', 'smMaxStorage', 'smDefaultQuota'] as const

/** Throws conflict limit.accounts when the domain around `dn` may not have so many accounts more. */
export async function refuseAccountOverLimit(handles: Handles, dn: string, more = 1): Promise<void> {
  await refuseOver(handles, dn, 'smMaxAccounts', isUser, 'limit.accounts', more)
}

/** How many accounts the domain around `dn` may have, and how many it has when they are limited. */
export async function accountLimitOf(
  handles: Handles,
  dn: string,
): Promise<{ max: number | null; present: number }> {
  const max = await limitOf(handles, dn, 'smMaxAccounts')
  return {
    max,
    present: max === null ? 0 : await handles.directory.countAll(domainDnOf(handles, dn), isUser),
  }
}

/** Throws conflict limit.aliases; neither each domain's postmaster counts nor what accounts have brought elsewhere. */
export async function refuseAliasOverLimit(handles: Handles, dn: string): Promise<void> {
  const wanted = filter.and(isAlias, filter.not(filter.equals('cn', 'postmaster')), filter.not(isFormer))
  await refuseOver(handles, dn, 'smMaxAliases', wanted, 'limit.aliases')
}

/**
 * Throws conflict limit.storage, beside the field `quota`, when the mailboxes of the domain would have more quota
 * than it may give. `present` is what the mailbox or folder in question has until now, in bytes.
 */
export async function refuseStorageOverLimit(
  handles: Handles,
  dn: string,
  quota: number | null,
  present = 0,
): Promise<void> {
  const max = await limitOf(handles, dn, 'smMaxStorage')
  if (max === null || (quota !== null && quota <= present)) return
  await aloneIn(handles, dn)
  const free = quota === null ? 0 : max - (await givenStorage(handles, domainDnOf(handles, dn))) + present
  const reason = overStorage(quota, max, free)
  if (reason) throw new ConsoleError('conflict', reason.code, reason.values, [{ field: 'quota', ...reason }])
}

/**
 * What keeps mailboxes from a quota, asked of one account after the other as a job would give it to them: each takes of
 * what its domain has left, or gives back.
 */
export function storageChecks(
  handles: Handles,
  quota: number | null,
): (account: Entry) => Promise<Reason | undefined> {
  const rooms = new Map<string, { max: number; free: number } | null>()
  let usage: ReturnType<Handles['quotaUsage']> | undefined

  async function roomOf(dn: string) {
    const domain = domainDnOf(handles, dn)
    const known = rooms.get(domain)
    if (known !== undefined) return known
    const max = await limitOf(handles, dn, 'smMaxStorage')
    const room = max === null ? null : { max, free: max - (await givenStorage(handles, domain)) }
    rooms.set(domain, room)
    return room
  }

  return async (account) => {
    const room = await roomOf(account.dn)
    if (!room) return undefined
    usage ??= handles.quotaUsage()
    const present = (await usage).get(account.first('uid') ?? '')?.limitBytes ?? 0
    const isLess = quota !== null && quota <= present
    const reason = isLess ? undefined : overStorage(quota, room.max, room.free + present)
    if (!reason) room.free += present - (quota ?? 0)
    return reason
  }
}

/** The quota that new mailboxes in a container get: its own default or that of the nearest one around it. */
export async function defaultQuotaOf(handles: Handles, containerDn: string): Promise<number | null> {
  const around = await handles.directory.readAbove(containerDn, ['smDefaultQuota'])
  for (const entry of around) {
    const quota = Number(entry.first('smDefaultQuota'))
    if (quota > 0) return Math.min(quota, LARGEST_QUOTA)
  }
  return null
}

/** The limits of a domain's entry as texts for a form; '' where there is none. */
export function limitsOf(entry: Entry): Record<(typeof limits)[number], string> {
  return Object.fromEntries(limits.map((name) => [name, entry.first(name) ?? ''])) as Record<
    (typeof limits)[number],
    string
  >
}

async function refuseOver(
  handles: Handles,
  dn: string,
  attribute: 'smMaxAccounts' | 'smMaxAliases',
  wanted: typeof isUser,
  code: 'limit.accounts' | 'limit.aliases',
  more = 1,
): Promise<void> {
  const max = await limitOf(handles, dn, attribute)
  if (max === null) return
  await aloneIn(handles, dn)
  const present = await handles.directory.countAll(domainDnOf(handles, dn), wanted)
  if (present + more > max) throw new ConsoleError('conflict', code, { max, present })
}

async function limitOf(handles: Handles, dn: string, attribute: string): Promise<number | null> {
  const domain = domainDnOf(handles, dn)
  const entry = (await handles.directory.readAbove(dn, [attribute])).find(({ dn }) => dn === domain)
  const value = entry?.first(attribute)
  return value === undefined ? null : Number(value)
}

/** What is counted must not change before what it is counted for is there. */
function aloneIn(handles: Handles, dn: string): Promise<void> {
  return handles.takeTurn(`limits of ${domainDnOf(handles, dn)}`)
}

/** The sum of the quotas in a domain, in bytes. */
async function givenStorage(handles: Handles, domain: string): Promise<number> {
  const quotas = await handles.quotasBelow(domain)
  return quotas.reduce((sum, { limitBytes }) => sum + (limitBytes ?? 0), 0)
}

function domainDnOf(handles: Handles, dn: string): string {
  return childDn(handles.instance.suffix, 'o', domainOf(handles, dn))
}

/** What is wrong with a quota of a mailbox in a domain that may give so much and has so much left, in bytes. */
function overStorage(quota: number | null, max: number, free: number): Reason | undefined {
  if (quota === null) return { code: 'limit.storageQuota', values: {} }
  if (quota <= free) return undefined
  return { code: 'limit.storage', values: { max: sizeWords(max), free: sizeWords(Math.max(0, free)) } }
}
