/** What an edit of a user changes in the entry, with the values that the changed attributes had when they were shown. */
import type { AttributeChange, Entry } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { detailChanges, personDetails } from './details'
import { addresses, addressOrNone, line } from './fields'
import { domainPart } from './former-addresses'

/** What people type about a user, whether the user is made or changed. */
export const userTexts = {
  displayName: line(),
  /** Addresses beside the primary one. */
  alternates: addresses,
  forwarding: addresses,
  alternateMail: addressOrNone,
  language: line(20),
}

type Edit<T> = { from?: string | undefined; to: T } | undefined
type YesOrNo = 'true' | 'false'

export type UserEdits = {
  firstName?: Edit<string>
  lastName?: Edit<string>
  displayName?: Edit<string>
  address?: Edit<string>
  alternates?: Edit<string[]>
  forwarding?: Edit<string[]>
  keepsCopy?: Edit<YesOrNo>
  alternateMail?: Edit<string>
  language?: Edit<string>
  webClient?: Edit<YesOrNo>
  sendsLocalOnly?: Edit<YesOrNo>
  receivesLocalOnly?: Edit<YesOrNo>
  details: Parameters<typeof detailChanges>[1]
}

/** Where the account lives, and what other addresses it has brought from other domains. */
type Home = { domain: string; brought: string[] }

/** Errors: invalid for addresses outside the domain, and for forwarding to the account itself. */
export function entryEdits(user: Entry, edits: UserEdits, home: Home) {
  const { changes, assert } = detailChanges(personDetails, edits.details)
  const text = (attribute: string, edit: Edit<string>) => {
    if (!edit) return
    changes.push({ attribute, replace: edit.to ? [edit.to] : [] })
    if (edit.from !== undefined) assert[attribute] = edit.from ? [edit.from] : []
  }
  text('givenName', edits.firstName)
  text('sn', edits.lastName)
  text('smAlternateMail', edits.alternateMail)
  text('preferredLanguage', edits.language)
  changes.push(...nameChanges(user, edits))
  if (edits.displayName?.from !== undefined) assert.displayName = listOf(edits.displayName.from)
  changes.push(...addressChanges(user, edits, home, assert))
  if (edits.forwarding) {
    const { address, alternates, forwarding } = edits
    const own = [
      ...user.values('mailLocalAddress'),
      ...user.values('mail'),
      ...home.brought,
      ...(address ? [address.to] : []),
      ...(alternates?.to ?? []),
    ]
    refuseLoop(own, forwarding.to)
    changes.push({ attribute: 'smForwardingAddress', replace: edits.forwarding.to })
    if (edits.forwarding.from !== undefined) assert.smForwardingAddress = listOf(edits.forwarding.from)
  }
  // Each with the value that stands for itself when it is absent.
  const flag = (attribute: string, edit: Edit<YesOrNo>, usual: YesOrNo) => {
    if (edit) changes.push({ attribute, replace: edit.to === usual ? [] : [edit.to.toUpperCase()] })
  }
  flag('smForwardingKeepsCopy', edits.keepsCopy, 'false')
  flag('smWebClient', edits.webClient, 'true')
  flag('smSendsLocalOnly', edits.sendsLocalOnly, 'false')
  flag('smReceivesLocalOnly', edits.receivesLocalOnly, 'false')
  return { changes, assert }
}

/** The address, if it is one of the domain. Errors: invalid address.domain beside `field`. */
export function ownAddress(mail: string, domain: string, field = 'address'): string {
  if (mail.endsWith(`@${domain.toLowerCase()}`)) return mail
  throw fault(field, 'address.domain', { domain })
}

/** The addresses beside the primary one, which may be among those given. Errors: as of ownAddress(). */
export function alternatesTo(primary: string, given: string[], domain: string): string[] {
  return given.map((mail) => ownAddress(mail, domain, 'alternates')).filter((mail) => mail !== primary)
}

/** Errors: invalid address.loop for forwarding to the account itself. */
export function refuseLoop(own: string[], forwarding: string[]) {
  if (forwarding.some((mail) => own.includes(mail))) throw fault('forwarding', 'address.loop', {})
}

/** cn follows the name; so does displayName, unless the person is called something else. */
function nameChanges(user: Entry, { firstName, lastName, displayName }: UserEdits): AttributeChange[] {
  const before = nameOf(user.first('givenName'), user.first('sn'))
  const after = nameOf(firstName?.to ?? user.first('givenName'), lastName?.to ?? user.first('sn'))
  const changes: AttributeChange[] = []
  if (firstName || lastName) changes.push({ attribute: 'cn', replace: [after] })
  const follows = (user.first('displayName') ?? before) === before
  if (displayName) changes.push({ attribute: 'displayName', replace: [displayName.to || after] })
  else if ((firstName || lastName) && follows) changes.push({ attribute: 'displayName', replace: [after] })
  return changes
}

/**
 * A primary address of another domain, which the account has brought along, stands in `mail` alone; it may stay or
 * come back. Besides, the account has at least one address in its own domain, where its mail goes.
 */
function addressChanges(
  user: Entry,
  { address, alternates }: UserEdits,
  { domain, brought }: Home,
  assert: Record<string, string[]>,
): AttributeChange[] {
  const wasPrimary = user.first('mail') ?? ''
  const primary = address?.to ?? wasPrimary
  if (primary === wasPrimary && !alternates) return []
  const has = user.values('mailLocalAddress')
  const isForeign =
    primary === wasPrimary
      ? !has.includes(primary) && domainPart(primary) !== domain.toLowerCase()
      : brought.includes(primary)
  const others = alternates
    ? alternatesTo(primary, alternates.to, domain)
    : has.filter((value) => value !== primary && (isForeign || value !== wasPrimary))
  const next = isForeign ? others : [primary, ...others]
  if (next.length === 0) throw fault('alternates', 'address.ownMissing', { domain })
  const changes: AttributeChange[] = [{ attribute: 'mailLocalAddress', replace: next }]
  if (alternates?.from !== undefined) {
    const shown = listOf(alternates.from)
    assert.mailLocalAddress = has.includes(wasPrimary) ? [wasPrimary, ...shown] : shown
  }
  if (primary !== wasPrimary) {
    changes.push({ attribute: 'mail', replace: [isForeign ? primary : ownAddress(primary, domain)] })
    if (address?.from !== undefined) assert.mail = [address.from]
  }
  return changes
}

function listOf(text: string): string[] {
  return text.split('\n').filter(Boolean)
}

function nameOf(first: string | undefined, last: string | undefined): string {
  return [first, last].filter(Boolean).join(' ')
}

function fault(
  field: string,
  code: 'address.domain' | 'address.loop' | 'address.ownMissing',
  values: Record<string, string>,
) {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values }])
}
