/** Folders that were deleted: which went together, and how they come back. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { refuseLimitsAlong } from './domain-limit'
import { handOver } from './handing-over'
import { collectionOf, isInternal } from './listing'
import { beside, fault, refuseTooLong, refuseTooLongBelow, refuseUnshown, requireParent } from './making'
import { faultOf, folderName, isMailbox, isReserved, joined, lastOf, parentOf, tidied } from './names'
import { handedOver } from './owners'
import { plainRights } from './rights'
import { type Kept, wentWith } from './same-act'

const folder = folderName.min(1, 'input.required')

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
    const page = all.slice(offset, offset + count)
    const [present, sizes] = await Promise.all([
      folders.seen([...new Set(page.map(({ name }) => name))]),
      folders.keptSizes(page.map(({ kept }) => kept)),
    ])
    const rows = page.map((one) => ({
      ...{ kept: one.kept, name: one.name, at: one.at.toISOString(), bytes: sizes.get(one.kept) ?? 0 },
      ...{ below: actOf(one, all).below.length, isTaken: present.has(one.name), isFormer: one.isFormer },
    }))
    return { rows, total: all.length }
  },
})

/** `folders` are back, with the one that was asked for; `left` below it were deleted at other times. */
export type Restored = { name: string; folders: number; left: number; taken: TakenEntry[] }

/**
 * Brings a deleted folder back with its messages, rights and limit, and with it those below that went in the same act.
 * `to` is where, when it shall not be where it was. Rights of those who are gone do not come back: whoever has the name
 * next would have them.
 */
export const restoreFolder = operation({
  name: 'folder.restore',
  kind: 'change',
  goesOn: true,
  input: z.strictObject({ kept: folder, to: folder.optional() }),
  target: ({ kept }) => ({ name: kept }),
  async run(handles, { kept, to: wished }): Promise<Restored> {
    const all = await keptAround(handles, kept)
    const found = all.find((one) => one.kept === kept)
    if (!found) throw new ConsoleError('notFound', 'folder.notKept')
    const to = wished === undefined || wished === found.name ? found.name : newNameFor(found.name, wished)
    handles.intent.about({ name: to })
    const parent = parentOf(to)
    if (parent !== '' && parent !== 'user') await requireParent(handles, parent, 'to')
    if (await handles.folders.exists(to)) throw fault('to', 'folder.taken', 'conflict')
    const { below, left } = actOf(found, all)
    refuseTooLongBelow(
      'to',
      { from: found.name, to },
      below.map(({ name }) => name),
    )
    const coming = [found, ...below].map(
      ({ kept, name }): Coming => [kept, `${to}${name.slice(found.name.length)}`],
    )
    const along = { from: '', to, field: 'to' }
    await refuseLimitsAlong(
      handles,
      coming.map(([kept]) => kept),
      along,
    )
    const data = { from: found.name, to, coming: JSON.stringify(coming) }
    const { back, taken } = await handles.intent.step('restore', data, () =>
      bringBack(handles, found.name, to, coming),
    )
    return { name: to, folders: back, left: left + below.length + 1 - back, taken }
  },
  async recover(handles, { steps }) {
    const { from, to, coming = '[]' } = steps.find((step) => step.name === 'restore')?.data ?? {}
    const all = JSON.parse(coming) as Coming[]
    const [top] = all
    if (!from || !to || !top) return 'undone'
    const kept = new Set<string>((await keptAround(handles, top[0])).map((one) => one.kept))
    // It comes first.
    if (kept.has(top[0])) return 'undone'
    for (const [one, name] of all) {
      if (kept.has(one)) continue
      tellBack(handles, name)
      if (await handles.folders.exists(name)) await handles.folders.finishRestoring(one, name)
    }
    await bringBack(
      handles,
      from,
      to,
      all.filter(([one]) => kept.has(one)),
    )
    return 'finished'
  },
})

/** What a folder is kept as, and where it comes back. */
type Coming = [kept: string, name: string]

/** Those below that another one has taken the name of meanwhile, or that Cyrus refuses, stay where they are. */
async function bringBack(
  handles: Handles,
  from: string,
  to: string,
  coming: Coming[],
): Promise<{ back: number; taken: TakenEntry[] }> {
  const { folders, intent } = handles
  const taken: TakenEntry[] = []
  let back = 0
  for (const [kept, name] of coming) {
    if (name !== to && (await folders.exists(name))) continue
    const gone = await folders.restore(kept, name).catch((error: unknown) => {
      if (name === to || !isConsoleError(error) || error.kind === 'unavailable') throw error
      return null
    })
    if (!gone) continue
    back++
    tellBack(handles, name)
    for (const { id, rights } of gone) {
      taken.push({ folder: name, id, rights: plainRights(rights) })
      intent.change({ dn: name, attribute: `acl ${id}`, before: [rights], after: [] })
    }
  }
  const owners = handedOver(from, to)
  if (owners) await handOver(handles, [to, ...(await folders.below(to))], owners)
  return { back, taken }
}

function tellBack({ intent }: Handles, name: string): void {
  intent.change({ dn: name, attribute: 'folder', before: [], after: [name] })
}

/** What another account had that had the login before went in another act. */
function actOf<T extends Kept & { isFormer: boolean }>(folder: T, all: T[]) {
  return wentWith(
    folder,
    all.filter(({ isFormer }) => isFormer === folder.isFormer),
  )
}

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

/** Everything that is kept of the same person, or of public folders. */
async function keptAround({ folders }: Handles, kept: string) {
  const owner = /^DELETED\/(user\/[^/]+)/.exec(kept)?.[1] ?? ''
  return folders.kept(owner)
}
