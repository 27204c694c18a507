/** What an edit of a user changes in the entry, with the values that the changed attributes had when they were shown. */
import type { AttributeChange, Entry } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { detailChanges, personDetails } from './details'
import { addresses, addressOrNone, isRoute, line } from './fields'
import { domainPart } from './former-addresses'
import { assertLine, withFirst, writeLine } from './shown-values'

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
  details: Parameters<typeof detailChanges>[2]
}

/** Where the account lives, and what other addresses it has brought from other domains. */
type Home = { domain: string; brought: string[] }

/** Errors: invalid for addresses outside the domain, and for forwarding to the account itself. */
export function entryEdits(user: Entry, edits: UserEdits, home: Home) {
  const written = detailChanges(user, personDetails, edits.details)
  const { changes, assert } = written
  writeLine(written, user, 'givenName', edits.firstName)
  writeLine(written, user, 'sn', edits.lastName)
  writeLine(written, user, 'smAlternateMail', edits.alternateMail)
  writeLine(written, user, 'preferredLanguage', edits.language)
  assertLine(assert, user, 'displayName', edits.displayName?.from)
  changes.push(...nameChanges(user, edits, assert))
  changes.push(...addressChanges(user, edits, home, assert))
  if (edits.forwarding) {
    changes.push({ attribute: 'smForwardingAddress', replace: edits.forwarding.to })
    if (edits.forwarding.from !== undefined) assert.smForwardingAddress = listOf(edits.forwarding.from)
  }
  refuseLoopAfter(user, changes, home, assert)
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

/** All addresses of an entry in its domain, as the console writes them: other programs may write capitals. */
export function addressesOf(entry: Entry): string[] {
  return entry.values('mailLocalAddress').map(folded)
}

/** The address, if it can be one of the domain. Errors: invalid address.route, address.domain beside `field`. */
export function ownAddress(mail: string, domain: string, field = 'address'): string {
  if (isRoute(mail)) throw fault(field, 'address.route', {})
  if (mail.endsWith(`@${domain.toLowerCase()}`)) return mail
  throw fault(field, 'address.domain', { domain })
}

/** The addresses beside the primary one, which may be among those given. Errors: as of ownAddress(). */
export function alternatesTo(primary: string, given: string[], domain: string): string[] {
  return given.map((mail) => ownAddress(mail, domain, 'alternates')).filter((mail) => mail !== primary)
}

/** Errors: invalid address.loop, beside `field`, for forwarding to the account itself. */
export function refuseLoop(own: string[], forwarding: string[], field = 'forwarding') {
  const all = own.map(folded)
  if (forwarding.some((mail) => all.includes(folded(mail)))) throw fault(field, 'address.loop', {})
}

/** What is to be forwarded to and what the account's addresses are may each become the other's. */
function refuseLoopAfter(
  user: Entry,
  changes: AttributeChange[],
  { brought }: Home,
  assert: Record<string, string[]>,
) {
  const changed = ['smForwardingAddress', 'mailLocalAddress', 'mail'].filter((name) =>
    changes.some(({ attribute }) => attribute === name),
  )
  if (changed.length === 0) return
  const after = (name: string) =>
    changes.find(({ attribute }) => attribute === name)?.replace ?? user.values(name)
  const forwarding = after('smForwardingAddress')
  const loops = changed.includes('smForwardingAddress') ? 'forwarding' : 'alternates'
  const isPrimary = changed.includes('mail') && forwarding.includes(after('mail')[0] ?? '')
  const field = loops === 'alternates' && isPrimary ? 'address' : loops
  refuseLoop([...after('mailLocalAddress'), ...after('mail'), ...brought], forwarding, field)
  for (const name of ['smForwardingAddress', 'mailLocalAddress']) assert[name] ??= user.values(name)
}

/** cn follows the name; so does displayName, unless the person is called something else. */
function nameChanges(
  user: Entry,
  { firstName, lastName, displayName }: UserEdits,
  assert: Record<string, string[]>,
): AttributeChange[] {
  const before = nameOf(user.first('givenName'), user.first('sn'))
  const after = nameOf(firstName?.to ?? user.first('givenName'), lastName?.to ?? user.first('sn'))
  const changes: AttributeChange[] = []
  if (firstName || lastName)
    changes.push({ attribute: 'cn', replace: namesWith(user.values('cn'), before, after) })
  const follows = (user.first('displayName') ?? before) === before
  // Somebody else may change the other half of the name, which this is made of, at the same moment.
  const madeOf = ['givenName', 'sn', ...(displayName ? [] : ['displayName'])]
  if (firstName || lastName || displayName?.to === '')
    for (const attribute of madeOf) assert[attribute] ??= user.values(attribute)
  if (displayName) changes.push({ attribute: 'displayName', replace: [displayName.to || after] })
  else if ((firstName || lastName) && follows) changes.push({ attribute: 'displayName', replace: [after] })
  return changes
}

/** The common names with the new one in place of the one that was made of the name, else of the first. */
function namesWith(names: string[], before: string, after: string): string[] {
  const made = names.filter((name) => name.toLowerCase() === before.toLowerCase())
  return withFirst([...made, ...names.filter((name) => !made.includes(name))], after)
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
  const wasPrimary = folded(user.first('mail') ?? '')
  const primary = address?.to ?? wasPrimary
  if (primary === wasPrimary && !alternates) return []
  const has = addressesOf(user)
  const isForeign =
    primary === wasPrimary
      ? !has.includes(primary) && domainPart(primary) !== domain.toLowerCase()
      : brought.map(folded).includes(primary)
  const others = alternates
    ? alternatesTo(primary, alternates.to, domain)
    : has.filter((value) => value !== primary && (isForeign || value !== wasPrimary))
  const next = isForeign ? others : [primary, ...others]
  if (next.length === 0) throw fault('alternates', 'address.ownMissing', { domain })
  const changes: AttributeChange[] = [{ attribute: 'mailLocalAddress', replace: next }]
  if (alternates?.from !== undefined) {
    const shown = listOf(alternates.from).map(folded)
    const all = new Set(has.includes(wasPrimary) ? [wasPrimary, ...shown] : shown)
    const isSame = all.size === has.length && has.every((value) => all.has(value))
    assert.mailLocalAddress = isSame ? user.values('mailLocalAddress') : [...all]
  }
  if (primary !== wasPrimary) {
    changes.push({
      attribute: 'mail',
      replace: withFirst(user.values('mail'), isForeign ? primary : ownAddress(primary, domain)),
    })
    assertLine(assert, user, 'mail', address?.from)
  }
  return changes
}

function folded(address: string): string {
  return address.toLowerCase()
}

function listOf(text: string): string[] {
  return text.split('\n').filter(Boolean)
}

function nameOf(first: string | undefined, last: string | undefined): string {
  return [first, last].filter(Boolean).join(' ')
}

function fault(
  field: string,
  code: 'address.domain' | 'address.route' | 'address.loop' | 'address.ownMissing',
  values: Record<string, string>,
) {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values }])
}
