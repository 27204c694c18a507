/** Resources: rooms and equipment, with an address whose mail goes to the people who look after them. */
import { z } from 'zod'
import { childDn, type Entry, type Handles, namingValue, operation, parentDn, rdnValue } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { detailAttributes, detailChanges, detailEdits, detailsOf, newDetails } from './details'
import { addressOrNone, edit, entryName, login, requiredLine, shownId } from './fields'
import { formerAddresses, removeWithFormerAddresses } from './former-addresses'
import { absentIsNull } from './made'
import { nameTaken } from './name-taken'
import { changedEntry, entryOf, writeNamed } from './named-entries'
import { referenceChange } from './references'
import { containerAt, domainOf, pathTo, type Step, userByLogin } from './tree'
import { addressesOf, ownAddress } from './user-edits'

export type Resource = {
  /** entryUUID. */
  id: string
  dn: string
  name: string
  kind: 'room' | 'equipment'
  /** '' for a resource that gets no mail. */
  address: string
  /** Addresses of other domains that it had there; each is an alias. */
  formerAddresses: string[]
  /** Logins of the people who look after it, and how many more do whom the actor does not see. */
  responsible: string[]
  hiddenResponsible: number
  container: string
  /** The containers around it that the actor reaches, from the outermost inwards. */
  path: Step[]
  domain: string
  details: ReturnType<typeof detailsOf<typeof resourceDetails>>
}

export const resourceDetails = {
  description: { section: 'other', kind: 'line', max: 1000, common: true },
  l: { section: 'address', kind: 'lines', common: true },
  roomNumber: { section: 'work', kind: 'lines', common: true },
  telephoneNumber: { section: 'reach', kind: 'printable', common: true },
} as const

const dn = entryName
const kind = z.enum(['room', 'equipment'])

/** Logins, one a line or separated by commas. */
const logins = z
  .string()
  .max(10_000, 'input.tooLong')
  .transform((text, context) =>
    text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .flatMap((part) => {
        const parsed = login.safeParse(part)
        if (parsed.success) return [parsed.data]
        context.addIssue({ code: 'custom', message: 'login.form', input: part })
        return []
      }),
  )

export const showResource = operation({
  name: 'resource.show',
  kind: 'read',
  input: z.strictObject({ dn }),
  async run(handles, { dn }): Promise<Resource> {
    const entry = await entryOf('resource', handles, dn)
    return {
      id: entry.first('entryUUID') ?? '',
      dn: entry.dn,
      name: rdnValue(entry.dn),
      kind: entry.first('smResourceKind') === 'room' ? 'room' : 'equipment',
      address: entry.first('mail') ?? '',
      formerAddresses: await formerAddresses(handles, entry.dn),
      responsible: await loginsOf(handles, entry),
      hiddenResponsible: (await handles.directory.unseen(entry.dn, 'member')).length,
      container: parentDn(entry.dn),
      path: pathTo(handles, entry.dn),
      domain: domainOf(handles, entry.dn),
      details: detailsOf(entry, resourceDetails),
    }
  },
})

export const createResource = operation({
  name: 'resource.create',
  kind: 'change',
  input: z.strictObject({
    /** DN, or name of a domain. */
    container: dn,
    name: requiredLine(64),
    kind: kind.default('room'),
    address: addressOrNone.prefault(''),
    responsible: logins.prefault(''),
    details: newDetails(resourceDetails),
  }),
  target: ({ name }) => ({ name }),
  async run(handles, { container, name, kind, address, responsible, details }): Promise<{ dn: string }> {
    const place = await containerAt(handles, container)
    const made = childDn(place.dn, 'cn', name)
    handles.intent.about({ dn: made, name })
    if (address) await refuseForeign(handles, address, made)
    await handles.directory
      .add(made, {
        objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smResource'],
        cn: [name],
        sn: [name],
        displayName: [name],
        smResourceKind: [kind],
        ...(address && { mail: [address], mailLocalAddress: [address] }),
        ...detailAttributes({ ...details, member: await dnsOf(handles, responsible) }),
      })
      .catch(nameTaken(handles, made, 'name'))
    return { dn: made }
  },
})

/** Changes a resource; a new name is a new DN, which is given back. */
export const updateResource = operation({
  name: 'resource.update',
  kind: 'change',
  input: z.strictObject({
    ...{ dn, id: shownId },
    name: edit(requiredLine(64)),
    kind: edit(kind),
    address: edit(addressOrNone),
    responsible: edit(logins),
    details: detailEdits(resourceDetails),
  }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { dn, name, kind, address, responsible, details, id }): Promise<{ dn: string }> {
    const entry = await changedEntry('resource', handles, { dn, id })
    const written = detailChanges(entry, resourceDetails, details)
    const { changes, assert } = written
    if (kind) {
      changes.push({ attribute: 'smResourceKind', replace: [kind.to] })
      if (kind.from !== undefined) assert.smResourceKind = [kind.from]
    }
    if (address && address.to !== (entry.first('mail') ?? '')) {
      const replace = address.to ? [address.to] : []
      changes.push({ attribute: 'mail', replace })
      // Like an account it may have a primary address that it brought along, whose alias leads to its own.
      const isBrought = (await formerAddresses(handles, entry.dn)).includes(address.to)
      if (!isBrought) {
        const isOwn = address.to === '' || addressesOf(entry).includes(address.to)
        if (!isOwn) await refuseForeign(handles, address.to, entry.dn)
        changes.push({ attribute: 'mailLocalAddress', replace })
      }
      if (address.from !== undefined) assert.mail = address.from ? [address.from] : []
    }
    if (responsible) {
      const present = entry.values('member')
      const shown = (await loginsOf(handles, entry)).join('\n')
      if (responsible.from !== undefined && responsible.from !== shown)
        throw new ConsoleError('conflict', 'edit.conflict', { attributes: 'responsible' })
      const wanted = await dnsOf(handles, responsible.to)
      changes.push(referenceChange('member', present, seenMembers(handles, entry), wanted))
      assert.member = present
    }
    return writeNamed(handles, entry, written, { name: name?.to, field: 'name' })
  },
})

export const deleteResource = operation({
  name: 'resource.delete',
  kind: 'change',
  input: z.strictObject({ dn, id: shownId }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { dn, id }): Promise<void> {
    await removeWithFormerAddresses(handles, (await changedEntry('resource', handles, { dn, id })).dn)
  },
})

async function loginsOf(handles: Handles, entry: Entry): Promise<string[]> {
  const logins = seenMembers(handles, entry).map(async (dn) => {
    const named = namingValue(dn, 'uid')
    if (named !== undefined) return named
    const account = await handles.directory.read(dn, ['uid']).catch(absentIsNull)
    return account?.first('uid') ?? rdnValue(dn)
  })
  return (await Promise.all(logins)).sort()
}

function seenMembers({ directory }: Handles, entry: Entry): string[] {
  return entry.values('member').filter(directory.reaches)
}

async function refuseForeign(handles: Handles, address: string, dn: string): Promise<void> {
  ownAddress(address, domainOf(handles, dn))
  if (!(await handles.isTaken('mailLocalAddress', address))) return
  throw new ConsoleError('conflict', 'input.invalid', {}, [
    { field: 'address', code: 'address.taken', values: { address } },
  ])
}

/** Errors: notFound beside the field for logins that the actor does not see. */
async function dnsOf(handles: Handles, wanted: string[]): Promise<string[]> {
  return Promise.all(
    wanted.map(async (login) => {
      const user = await userByLogin(handles, login, ['uid']).catch(absentIsNull)
      if (user) return user.dn
      throw new ConsoleError('invalid', 'input.invalid', {}, [
        { field: 'responsible', code: 'login.unknown', values: { login } },
      ])
    }),
  )
}
