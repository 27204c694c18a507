/**
 * Puts an account, a contact or a resource into another container. An address belongs to its domain, so in another
 * domain an account gets a new primary address; mail to the old ones goes on arriving, by aliases that stay behind.
 */
import { z } from 'zod'
import { childDn, type Entry, type Handles, operation, parentDn, rdnValue, sameDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { requiredLine } from './fields'
import { kindOf } from './kinds'
import { refuseAccountOverLimit, refuseStorageOverLimit } from './limits'
import { absentIsNull, takeBack } from './made'
import { nameTaken } from './name-taken'
import { containerAt, domainDn, domainOf } from './tree'

const Addresses = z.object({ mail: z.string(), all: z.array(z.string()) })

export const moveEntry = operation({
  name: 'entry.move',
  kind: 'change',
  input: z.strictObject({
    dn: requiredLine(2000),
    /** DN of the container, or name of a domain. */
    to: requiredLine(2000),
  }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { dn, to }): Promise<{ dn: string; mail: string | null }> {
    const { directory, intent } = handles
    const maker = { dn: handles.actor.dn, at: new Date() }
    const entry = await movable(handles, dn)
    const place = await containerAt(handles, to)
    intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    const target = childDn(place.dn, rdn(entry).attribute, rdnValue(entry.dn))
    if (sameDn(target, entry.dn)) return { dn: entry.dn, mail: entry.first('mail') ?? null }
    const from = domainOf(handles, entry.dn)
    const next = domainOf(handles, target)
    const addresses = entry.values('mailLocalAddress')
    const changesDomain = from !== next
    const mail = changesDomain ? await nextAddress(handles, entry, next) : null
    if (changesDomain && kindOf(entry) === 'user') {
      await refuseAccountOverLimit(handles, place.dn)
      const quota = entry.isTrue('smMailbox') ? await (await handles.mailboxOf(entry.dn)).quota() : null
      if (entry.isTrue('smMailbox'))
        await refuseStorageOverLimit(handles, place.dn, quota?.limitBytes ?? null)
    }
    const before = JSON.stringify({ mail: entry.first('mail') ?? '', all: addresses })
    await intent.step(
      'entry',
      { from: entry.dn, to: target, before, mail: mail ?? '' },
      () => directory.move(entry.dn, { parent: place.dn, rdn: rdn(entry) }).catch(nameTaken('to')),
      () => back(handles, target, entry.dn),
    )
    if (mail === null) return { dn: target, mail: entry.first('mail') ?? null }
    await intent.step(
      'addresses',
      {},
      () => directory.modify(target, addressChanges([mail])),
      () =>
        directory
          .modify(target, addressChanges(addresses, entry.first('mail')))
          .catch(absentIsNull)
          .then(() => {}),
    )
    for (const address of addresses) {
      const alias = aliasDn(handles, address)
      await intent.step(
        'alias',
        { dn: alias },
        () => directory.add(alias, aliasEntry(address, target)),
        () => takeBack(handles, alias, maker),
      )
    }
    return { dn: target, mail }
  },
  /** Whatever was begun is finished: mail to the old addresses must not be lost. */
  async recover(handles, { steps }) {
    const step = steps.find(({ name }) => name === 'entry')
    const entry = step?.data.to ? await handles.directory.read(step.data.to).catch(absentIsNull) : null
    if (!step || !entry) return 'undone'
    const { mail, before } = step.data
    if (!mail || !before) return 'finished'
    const { all } = Addresses.parse(JSON.parse(before))
    await handles.directory.modify(entry.dn, addressChanges([mail]))
    for (const address of all) {
      const alias = aliasDn(handles, address)
      if (await handles.directory.read(alias).catch(absentIsNull)) continue
      await handles.directory.add(alias, aliasEntry(address, entry.dn))
    }
    return 'finished'
  },
})

async function movable(handles: Handles, dn: string): Promise<Entry> {
  const entry = await handles.directory.read(dn, ['*', 'entryUUID']).catch(absentIsNull)
  const kind = entry && kindOf(entry)
  if (!entry || !(kind === 'user' || kind === 'contact' || kind === 'resource')) {
    throw new ConsoleError('notFound', 'access.notFound')
  }
  return entry
}

/** The same local part in the other domain; null for what has no address of this server. */
async function nextAddress(handles: Handles, entry: Entry, domain: string): Promise<string | null> {
  const present = entry.first('mail')
  if (!present || !entry.has('mailLocalAddress')) return null
  const address = `${present.slice(0, present.lastIndexOf('@'))}@${domain}`
  if (!(await handles.isTaken('mailLocalAddress', address))) return address
  throw new ConsoleError('conflict', 'input.invalid', {}, [
    { field: 'to', code: 'address.taken.named', values: { address } },
  ])
}

function addressChanges(all: string[], mail = all[0]) {
  return [
    { attribute: 'mail', replace: mail ? [mail] : [] },
    { attribute: 'mailLocalAddress', replace: all },
  ]
}

async function back({ directory }: Handles, from: string, to: string): Promise<void> {
  if (!(await directory.read(from).catch(absentIsNull))) return
  await directory.move(from, { parent: parentDn(to), rdn: rdn({ dn: to }) })
}

function rdn({ dn }: { dn: string }) {
  return { attribute: dn.slice(0, dn.indexOf('=')), value: rdnValue(dn) }
}

function aliasDn({ instance }: Handles, address: string): string {
  const at = address.lastIndexOf('@')
  return childDn(domainDn({ instance }, address.slice(at + 1)), 'cn', address.slice(0, at))
}

function aliasEntry(address: string, member: string): Record<string, string[]> {
  return {
    objectClass: ['smAlias', 'inetLocalMailRecipient'],
    cn: [address.slice(0, address.lastIndexOf('@'))],
    mail: [address],
    mailLocalAddress: [address],
    member: [member],
  }
}
