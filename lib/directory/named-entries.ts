/** Contacts and resources: what is named by its cn, in a place. */
import { type Entry, type Handles, namingValue, rdnValue, renamedDn } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { type Kind, kindOf } from './kinds'
import { nameTaken } from './name-taken'
import { entryNamed } from './named-places'
import type { Written } from './shown-values'
import { refuseAnother } from './tree'

/** Errors: notFound, also for what is there and of another kind. */
export async function entryOf(kind: Kind, handles: Handles, dn: string): Promise<Entry> {
  const entry = await entryNamed(handles, dn, { leaf: 'cn', attributes: ['*', 'entryUUID'] })
  if (kindOf(entry) !== kind) throw new ConsoleError('notFound', 'access.notFound')
  return entry
}

/** The one that a change is about. */
export async function changedEntry(
  kind: Kind,
  handles: Handles,
  { dn, id }: { dn: string; id?: string | undefined },
): Promise<Entry> {
  const entry = await entryOf(kind, handles, dn)
  refuseAnother(entry, id)
  handles.intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
  return entry
}

/**
 * Writes the changes, and gives the entry another name where there is one; the DN that it has then. Errors: conflict
 * beside the field for a name that is in use.
 */
export async function writeNamed(
  handles: Handles,
  entry: Entry,
  { changes, assert }: Written,
  { name, field }: { name: string | undefined; field: string },
): Promise<{ dn: string }> {
  const named = namingValue(entry.dn, 'cn')
  const renamed = name !== undefined && name !== (named ?? entry.first('cn'))
  if (renamed) changes.push({ attribute: 'displayName', replace: [name] })
  // Another program has named it by something else, which it would lose with that name.
  if (renamed && named === undefined) changes.push({ attribute: 'cn', replace: [name] })
  if (changes.length > 0) await handles.directory.modify(entry.dn, changes, assert)
  if (!renamed || named === undefined) return { dn: entry.dn }
  // Last, as it cannot be one change with the others: without it the entry is only found under the old name.
  const target = renamedDn(entry.dn, { attribute: 'cn', value: name })
  await handles.directory.move(entry.dn, target).catch(nameTaken(handles, target, field))
  return { dn: target }
}
