/** Folders that get another name or place, go, and come back. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { collectionOf, isInternal } from './listing'
import { beside, fault, refuseTooLong, refuseTooLongBelow, refuseUnshown, requireParent } from './making'
import {
  faultOf,
  folderName,
  isMailbox,
  isReserved,
  joined,
  lastOf,
  newName,
  parentOf,
  tidied,
} from './names'
import { plainRights } from './rights'

const folder = folderName.min(1, 'input.required')

/** Renames a folder, or puts it below another one, with everything below it. `parent` '' is the top of the public ones. */
export const renameFolder = operation({
  name: 'folder.rename',
  kind: 'change',
  input: z.strictObject({ folder, parent: folderName.optional(), name: newName.optional() }),
  target: ({ folder }) => ({ name: folder }),
  async run(
    handles,
    { folder, parent = parentOf(folder), name = lastOf(folder) },
  ): Promise<{ name: string }> {
    await handles.folders.require(folder)
    refuseSystem(folder, 'name')
    const to = joined(parent, name)
    if (to === folder) return { name: to }
    if (isReserved(parent, name)) throw fault('name', 'folder.reserved')
    if (to.startsWith(`${folder}/`)) throw fault('parent', 'folder.inside')
    if (collectionOf(folder)) refuseUnshown(name)
    if (parent !== parentOf(folder) && isInternal(parent)) throw fault('parent', 'folder.reserved')
    if (parent !== '') await requireParent(handles, parent)
    const field = name === lastOf(folder) ? 'parent' : 'name'
    refuseTooLong(field, to, folder)
    if (await handles.folders.exists(to)) throw fault('name', 'folder.taken', 'conflict')
    refuseTooLongBelow(field, { from: folder, to }, await handles.folders.below(folder))
    await handles.intent.step('rename', { from: folder, to }, () => handles.folders.rename(folder, to))
    handles.intent.change({ dn: folder, attribute: 'folder', before: [folder], after: [to] })
    return { name: to }
  },
  async recover({ folders }, { steps }) {
    const { from, to } = steps.find((step) => step.name === 'rename')?.data ?? {}
    if (!from || !to || !(await folders.exists(to))) return 'undone'
    // Cyrus renames one after the other: what it did not come to is still below the old name.
    for (const left of await folders.below(from)) {
      const rest = `${to}${left.slice(from.length)}`
      if (!(await folders.exists(rest)) && (await folders.exists(left))) await folders.rename(left, rest)
    }
    return 'finished'
  },
})

/** Deletes a folder with everything below it. Cyrus keeps it for a while: see folder.deleted. */
export const deleteFolder = operation({
  name: 'folder.delete',
  kind: 'change',
  input: z.strictObject({ folder }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder }): Promise<{ folders: number }> {
    await handles.folders.require(folder)
    refuseSystem(folder, 'folder')
    const names = [folder, ...(await handles.folders.below(folder))]
    await handles.intent.step('delete', { folder }, () => removeAll(handles, names))
    for (const name of names)
      handles.intent.change({ dn: name, attribute: 'folder', before: [name], after: [] })
    return { folders: names.length }
  },
  async recover(handles, { steps }) {
    const name = steps.find((step) => step.name === 'delete')?.data.folder
    if (!name || !(await handles.folders.exists(name))) return 'finished'
    await removeAll(handles, [name, ...(await handles.folders.below(name))])
    return 'finished'
  },
})

export type KeptRow = {
  /** Names it for folder.restore. */
  kept: string
  name: string
  at: string
  bytes: number
  /** How many folders below it went with it. */
  below: number
  /** Whether there is a folder of its name again. */
  isTaken: boolean
  /** Whether it was of an account that had the login before, and is no longer there. */
  isFormer: boolean
}
/** An entry of an access list that did not come back with the folder. */
export type TakenEntry = { folder: string; id: string; rights: string }

/** What was deleted below a place and can still be brought back, newest first; '' for public folders. */
export const listDeletedFolders = operation({
  name: 'folder.deleted',
  kind: 'read',
  input: z.strictObject({
    place: folderName.default(''),
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ folders }, { place, offset, count }): Promise<{ rows: KeptRow[]; total: number }> {
    const all = (await folders.kept(place)).sort((a, b) => b.at.getTime() - a.at.getTime())
    const present = await folders.facts([
      ...new Set(all.slice(offset, offset + count).map(({ name }) => name)),
    ])
    const rows = all.slice(offset, offset + count).map((one) => ({
      ...{ kept: one.kept, name: one.name, at: one.at.toISOString(), bytes: one.bytes },
      ...{ below: wentWith(one, all).length, isTaken: present.has(one.name), isFormer: one.isFormer },
    }))
    return { rows, total: all.length }
  },
})

/**
 * Brings a deleted folder back with its messages and rights, and with it those below that went in the same act. `to` is
 * where, when it shall not be where it was. Rights of those who are gone do not come back: whoever has the name next
 * would have them.
 */
export const restoreFolder = operation({
  name: 'folder.restore',
  kind: 'change',
  input: z.strictObject({ kept: folder, to: folder.optional() }),
  target: ({ kept }) => ({ name: kept }),
  async run(handles, { kept, to: wished }): Promise<{ name: string; folders: number; taken: TakenEntry[] }> {
    const all = await keptAround(handles, kept)
    const found = all.find((one) => one.kept === kept)
    if (!found) throw new ConsoleError('notFound', 'folder.notKept')
    const to = wished === undefined || wished === found.name ? found.name : newNameFor(found.name, wished)
    handles.intent.about({ name: to })
    const parent = parentOf(to)
    if (parent !== '' && parent !== 'user') await requireParent(handles, parent, 'to')
    if (await handles.folders.exists(to)) throw fault('to', 'folder.taken', 'conflict')
    const below = wentWith(found, all)
    refuseTooLongBelow(
      'to',
      { from: found.name, to },
      below.map(({ name }) => name),
    )
    const restored = [found, ...below]
    const taken: TakenEntry[] = []
    for (const one of restored) {
      const name = `${to}${one.name.slice(found.name.length)}`
      const gone = await handles.intent.step('restore', { kept: one.kept, to: name }, () =>
        handles.folders.restore(one.kept, name),
      )
      handles.intent.change({ dn: name, attribute: 'folder', before: [], after: [name] })
      for (const { id, rights } of gone) {
        taken.push({ folder: name, id, rights: plainRights(rights) })
        handles.intent.change({ dn: name, attribute: `acl ${id}`, before: [rights], after: [] })
      }
    }
    return { name: to, folders: restored.length, taken }
  },
})

/** Another name for a deleted folder: one that a new folder could have. */
function newNameFor(before: string, wished: string): string {
  const [parent, name] = [parentOf(wished), tidied(lastOf(wished))]
  const wrong = faultOf(name)
  if (wrong) throw beside('to', new ConsoleError('invalid', wrong.code, wrong.values))
  const to = joined(parent, name)
  if (isMailbox(to)) throw fault('to', 'folder.inbox')
  if (isReserved(parent, name)) throw fault('to', 'folder.reserved')
  if (parent !== parentOf(before) && isInternal(parent)) throw fault('to', 'folder.reserved')
  if (collectionOf(before)) refuseUnshown(name, 'to')
  refuseTooLong('to', to, before)
  return to
}

type Kept = { kept: string; name: string; at: Date; isFormer: boolean }

/** One act deletes folders one after the other; a person's mail program may take its time. */
const SAME_ACT_MS = 60_000

/** Those below that went in the same act: of each name the one nearest in time. */
function wentWith<T extends Kept>(folder: T, all: T[]): T[] {
  const found = new Map<string, T>()
  const distance = ({ at }: T) => Math.abs(at.getTime() - folder.at.getTime())
  for (const one of all) {
    if (!one.name.startsWith(`${folder.name}/`) || distance(one) > SAME_ACT_MS) continue
    if (one.isFormer !== folder.isFormer) continue
    const other = found.get(one.name)
    if (!other || distance(one) < distance(other)) found.set(one.name, one)
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Everything that is kept of the same person, or of public folders. */
async function keptAround({ folders }: Handles, kept: string): Promise<Kept[]> {
  const owner = /^DELETED\/(user\/[^/]+)/.exec(kept)?.[1] ?? ''
  return folders.kept(owner)
}

async function removeAll({ folders }: Handles, names: string[]): Promise<void> {
  // Cyrus deletes no folder that has others below it.
  for (const name of [...names].sort().reverse()) await folders.remove(name)
}

/** A mailbox goes with its account, and a home of collections with its mailbox. */
function refuseSystem(name: string, field: string): void {
  if (isMailbox(name)) throw fault(field, 'folder.inbox')
  if (isInternal(lastOf(name))) throw fault(field, 'folder.reserved')
}
