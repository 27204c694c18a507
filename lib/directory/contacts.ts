/** Contacts: people outside, below a domain, an organization or a group, for everybody's address book. */
import { z } from 'zod'
import { childDn, operation, parentDn, rdnValue } from '@/lib/access'
import {
  detailAttributes,
  detailChanges,
  detailEdits,
  detailsOf,
  newDetails,
  type PersonDetail,
  personDetails,
} from './details'
import { addresses, edit, entryName, line, requiredLine, shownId } from './fields'
import { nameTaken } from './name-taken'
import { changedEntry, entryOf, writeNamed } from './named-entries'
import { shownLine, writeLine } from './shown-values'
import { containerAt, domainOf, pathTo, type Step } from './tree'

export type Contact = {
  /** entryUUID. */
  id: string
  dn: string
  name: string
  firstName: string
  lastName: string
  addresses: string[]
  container: string
  /** The containers around it that the actor reaches, from the outermost inwards. */
  path: Step[]
  domain: string
  details: Record<PersonDetail, string>
}

const dn = entryName

export const showContact = operation({
  name: 'contact.show',
  kind: 'read',
  input: z.strictObject({ dn }),
  async run(handles, { dn }): Promise<Contact> {
    const entry = await entryOf('contact', handles, dn)
    return {
      id: entry.first('entryUUID') ?? '',
      dn: entry.dn,
      name: rdnValue(entry.dn),
      firstName: shownLine(entry, 'givenName'),
      lastName: shownLine(entry, 'sn'),
      addresses: entry.values('mail'),
      container: parentDn(entry.dn),
      path: pathTo(handles, entry.dn),
      domain: domainOf(handles, entry.dn),
      details: detailsOf(entry, personDetails),
    }
  },
})

export const createContact = operation({
  name: 'contact.create',
  kind: 'change',
  input: z.strictObject({
    /** DN, or name of a domain. */
    container: dn,
    firstName: line().default(''),
    lastName: requiredLine(),
    addresses: addresses.prefault(''),
    details: newDetails(personDetails),
  }),
  target: ({ firstName, lastName }) => ({ name: nameOf(firstName, lastName) }),
  async run(handles, { container, firstName, lastName, addresses, details }): Promise<{ dn: string }> {
    const name = nameOf(firstName, lastName)
    const place = await containerAt(handles, container)
    const made = childDn(place.dn, 'cn', name)
    handles.intent.about({ dn: made, name })
    await handles.directory
      .add(made, {
        objectClass: ['inetOrgPerson', 'smContact'],
        cn: [name],
        displayName: [name],
        sn: [lastName],
        ...(firstName && { givenName: [firstName] }),
        ...(addresses.length > 0 && { mail: addresses }),
        ...detailAttributes(details),
      })
      .catch(nameTaken(handles, made, 'lastName'))
    return { dn: made }
  },
})

/** Changes a contact; a new name is a new DN, which is given back. */
export const updateContact = operation({
  name: 'contact.update',
  kind: 'change',
  input: z.strictObject({
    ...{ dn, id: shownId },
    firstName: edit(line()),
    lastName: edit(requiredLine()),
    addresses: edit(addresses),
    details: detailEdits(personDetails),
  }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { firstName, lastName, addresses, details, dn, id }): Promise<{ dn: string }> {
    const entry = await changedEntry('contact', handles, { dn, id })
    const written = detailChanges(entry, personDetails, details)
    const { changes, assert } = written
    writeLine(written, entry, 'givenName', firstName)
    writeLine(written, entry, 'sn', lastName)
    if (addresses) {
      changes.push({ attribute: 'mail', replace: addresses.to })
      if (addresses.from !== undefined) assert.mail = addresses.from.split('\n').filter(Boolean)
    }
    const name =
      firstName || lastName
        ? nameOf(firstName?.to ?? entry.first('givenName') ?? '', lastName?.to ?? entry.first('sn') ?? '')
        : undefined
    return writeNamed(handles, entry, written, { name, field: 'lastName' })
  },
})

export const deleteContact = operation({
  name: 'contact.delete',
  kind: 'change',
  input: z.strictObject({ dn, id: shownId }),
  target: ({ dn }) => ({ dn, name: rdnValue(dn) }),
  async run(handles, { dn, id }): Promise<void> {
    await handles.directory.remove((await changedEntry('contact', handles, { dn, id })).dn)
  },
})

function nameOf(first: string, last: string): string {
  return [first, last].filter(Boolean).join(' ')
}
