/** Folders that get another name or place, and go. How they come back: see deleted.ts. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { refuseLimitsAlong } from './domain-limit'
import { countAnew, handOver } from './handing-over'
import { collectionOf, isInternal } from './listing'
import { fault, refuseTooLong, refuseTooLongBelow, refuseUnshown, requireParent } from './making'
import { folderName, isMailbox, isReserved, joined, lastOf, newName, parentOf } from './names'
import { handedOver } from './owners'

const folder = folderName.min(1, 'input.required')

/**
 * Renames a folder, or puts it below another one, with everything below it. `parent` '' is the top of the public ones. In
 * another person's mailbox it is that person's: see handedOver().
 */
export const renameFolder = operation({
  name: 'folder.rename',
  kind: 'change',
  goesOn: true,
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
    const below = await handles.folders.below(folder)
    refuseTooLongBelow(field, { from: folder, to }, below)
    await refuseLimitsAlong(handles, [folder, ...below], { from: folder, to, field: 'parent' })
    const all = await identified(handles, [folder, ...below])
    const meant = JSON.stringify(all)
    const id = new Map(all).get(folder) ?? ''
    await handles.intent.step('rename', { from: folder, to, id, meant }, async () => {
      await handles.folders.rename(folder, to)
      handles.intent.change({ dn: folder, attribute: 'folder', before: [folder], after: [to] })
      await settle(handles, folder, to)
    })
    return { name: to }
  },
  async recover(handles, { steps }) {
    const { folders } = handles
    const { from, to, id, meant } = steps.find((step) => step.name === 'rename')?.data ?? {}
    if (!from || !to || !(await folders.exists(to))) return 'undone'
    // The folder itself is renamed first: another one there is somebody's who made it since.
    if (id && (await folders.idsOf([to])).get(to) !== id) return 'undone'
    const isMeant = new Map(meant === undefined ? [] : (JSON.parse(meant) as Identified[]))
    const here = await identified(handles, await folders.below(from))
    const others = here.filter(([name, own]) => meant !== undefined && isMeant.get(name) !== own)
    // Cyrus renames one after the other: what it did not come to is still below the old name.
    for (const [left] of here.filter((one) => !others.includes(one))) {
      const rest = renamed(left, from, to)
      if (!(await folders.exists(rest)) && (await folders.exists(left))) await folders.rename(left, rest)
    }
    // What somebody made since below one of these went along.
    for (const [name, own] of others) {
      const along = renamed(name, from, to)
      const isAlong = (await folders.idsOf([along])).get(along) === own
      if (isAlong && !(await folders.exists(name))) await folders.rename(along, name)
    }
    const old = [to, ...(await folders.below(to))].map((name) => renamed(name, to, from))
    const present = new Set([from, ...(await folders.below(from))])
    if (!(await folders.exists(from))) present.delete(from)
    await folders.carryLimits(
      from,
      to,
      old.filter((name) => !present.has(name)),
    )
    handles.intent.change({ dn: from, attribute: 'folder', before: [from], after: [to] })
    await settle(handles, from, to)
    return 'finished'
  },
})

/** `left` stay because of `made`, which somebody put below them while it was being deleted. */
export type Deleted = { folders: number; left: number; made: string[] }

/** Deletes a folder with everything below it. Cyrus keeps it for a while: see folder.deleted. */
export const deleteFolder = operation({
  name: 'folder.delete',
  kind: 'change',
  goesOn: true,
  input: z.strictObject({ folder }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder }): Promise<Deleted> {
    await handles.folders.require(folder)
    refuseSystem(folder, 'folder')
    const names = [folder, ...(await handles.folders.below(folder))]
    const meant = JSON.stringify(await identified(handles, names))
    const left = await handles.intent.step('delete', { folder, meant }, () => removeAll(handles, names))
    const there = left.length === 0 ? [] : await handles.folders.below(folder)
    const made = there.filter((name) => !left.includes(name))
    return { folders: names.length - left.length, left: left.length, made }
  },
  async recover(handles, { steps }) {
    const { folder, meant = '[]' } = steps.find((step) => step.name === 'delete')?.data ?? {}
    if (!folder) return 'finished'
    const wanted = JSON.parse(meant) as Identified[]
    const present = new Map(await identified(handles, [folder, ...(await handles.folders.below(folder))]))
    for (const [name] of wanted) if (!present.has(name)) tellGone(handles, name)
    const isMeant = new Map(wanted)
    const isSame = (name: string) => isMeant.get(name) === present.get(name)
    // What somebody made since stays, and so do the folders above it.
    const others = [...present.keys()].filter((name) => !isSame(name))
    const left = [...present.keys()].filter(
      (name) => isSame(name) && !others.some((other) => other.startsWith(`${name}/`)),
    )
    await removeAll(handles, left)
    return 'finished'
  },
})

/** A folder that is there, and what tells it from the next one of its name; '' where it cannot be opened. */
type Identified = [name: string, id: string]

async function identified({ folders }: Handles, names: string[]): Promise<Identified[]> {
  const ids = await folders.idsOf(names)
  return names.flatMap((name) => {
    const id = ids.get(name)
    return id === undefined ? [] : [[name, id] as Identified]
  })
}

function renamed(name: string, from: string, to: string): string {
  return `${to}${name.slice(from.length)}`
}

/** What Cyrus leaves as it was at the old place. */
async function settle(handles: Handles, from: string, to: string): Promise<void> {
  const owners = handedOver(from, to)
  if (owners) await handOver(handles, [to, ...(await handles.folders.below(to))], owners)
  await countAnew(handles, to)
}

/** Cyrus deletes no folder that has others below it. Gives those that stay because somebody made one there meanwhile. */
async function removeAll(handles: Handles, names: string[]): Promise<string[]> {
  const left: string[] = []
  for (const [at, name] of [...names].sort().reverse().entries()) {
    try {
      await handles.folders.remove(name)
    } catch (error) {
      if (isConsoleError(error, 'notFound')) continue // somebody else was quicker
      if (isConsoleError(error) && error.code === 'folder.notEmpty') {
        left.push(name)
        if (left.length === names.length) throw error
        continue
      }
      // Some are gone by now: that is not over before the rest is.
      if (at > 0 && isConsoleError(error)) throw new ConsoleError('unavailable', error.code, error.values)
      throw error
    }
    tellGone(handles, name)
  }
  return left
}

function tellGone({ intent }: Handles, name: string): void {
  intent.change({ dn: name, attribute: 'folder', before: [name], after: [] })
}

/** A mailbox goes with its account, and a home of collections with its mailbox. */
function refuseSystem(name: string, field: string): void {
  if (isMailbox(name)) throw fault(field, 'folder.inbox')
  if (isInternal(lastOf(name))) throw fault(field, 'folder.reserved')
}
