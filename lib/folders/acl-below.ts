/** The rights of a whole subtree: looked at first, then changed by a job that the worker does. */

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { batches } from '@/lib/adapters/batches'
import { ConsoleError, type ErrorCode, isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { aclChanges, applyPlans, namedChange } from './acl'
import { type AclChange, type PlannedChange, plan, takesFromOwner } from './acl-plan'
import { isInternal } from './listing'
import { folderName } from './names'
import { ownerOf } from './owners'
import { parseRights, plainRights } from './rights'

/**
 * Folders whose access lists are asked for or set in one go, and by how many processes of Cyrus at once: one can change
 * the list of mailboxes at a time, and another does meanwhile what it has to do besides.
 */
const SLICE = 250
const TOGETHER = 2

const Below = {
  folder: folderName.min(1, 'input.required'),
  /** Left out: the access lists below become exactly that of the folder. */
  changes: aclChanges.optional(),
  /** Also where it takes from the owner. */
  confirm: z.boolean().default(false),
}

export type FolderPlan = { folder: string; changes: PlannedChange[]; code?: ErrorCode }
export type BelowPreview = {
  /** Folders whose access list would change; `code` says why it cannot. */
  rows: FolderPlan[]
  total: number
  unchanged: number
  /** Stands for exactly these changes of exactly these folders; for applyAclBelow. */
  seen: string
}

/** What would change below a folder, folder by folder. */
export const previewAclBelow = operation({
  name: 'acl.previewBelow',
  kind: 'read',
  input: z.strictObject({
    ...Below,
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run(handles, { folder, changes, confirm, offset, count }): Promise<BelowPreview> {
    const wish = await wishOf(handles, folder, changes)
    const names = await foldersBelow(handles, folder)
    const plans = await planAll(handles, names, { ...wish, confirm })
    const rows = plans.filter((one) => one.changes.length > 0)
    return {
      rows: rows.slice(offset, offset + count),
      total: rows.length,
      unchanged: names.length - rows.length,
      seen: seenOf(rows),
    }
  },
})

/**
 * Starts the job; folders below that it cannot be done to are in its result as left out. Errors: conflict acl.changedBelow
 * when it would change something else than was `seen` in the preview.
 */
export const applyAclBelow = operation({
  name: 'acl.applyBelow',
  kind: 'change',
  input: z.strictObject({ ...Below, seen: z.string().max(100).optional() }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, changes, confirm, seen }): Promise<{ id: string; total: number }> {
    const wish = await wishOf(handles, folder, changes)
    const all = await planAll(handles, await foldersBelow(handles, folder), { ...wish, confirm })
    const plans = all.filter((one) => one.changes.length > 0)
    if (seen !== undefined && seen !== seenOf(plans)) throw new ConsoleError('conflict', 'acl.changedBelow')
    const items = plans.map((one) => ({ target: '', name: one.folder, ...(one.code && { skip: one.code }) }))
    if (items.length === 0) throw new ConsoleError('invalid', 'acl.nothingBelow')
    const options = { folder, ...wish, confirm }
    return { id: await handles.jobs.create('aclBelow', options, items), total: items.length }
  },
})

const entry = z.strictObject({ id: z.string().min(1).max(2000), rights: z.string().max(40) })

/**
 * The part of a job that is done at once: several folders, each for itself. Gives what went wrong, by folder; when
 * Cyrus goes away in the middle, that is what went wrong with the rest.
 */
export const setAclOfMany = operation({
  name: 'acl.setMany',
  kind: 'change',
  input: z.strictObject({
    folder: folderName,
    folders: z.array(folderName).min(1).max(500),
    changes: z.array(entry).max(1000),
    exactly: z.boolean().default(false),
    confirm: z.boolean().default(false),
  }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, folders, ...wish }): Promise<Record<string, Reason>> {
    // Out of scope meanwhile, it is all of it.
    await handles.folders.exists(folder)
    const failed: Record<string, Reason> = {}
    // All are looked at before the first is changed: Cyrus does not read while it writes.
    const plans = await inSlices(folders, (slice) =>
      plansOf(handles, slice, wish).catch((error: unknown) => {
        const reason = whyOf(error)
        for (const folder of slice) failed[folder] = reason
        return []
      }),
    )
    for (const { folder, code } of plans) if (code) failed[folder] = { code, values: {} }
    const wanted = plans.filter(({ code }) => !code)
    await inSlices(wanted, async (slice) => {
      try {
        for (const [name, error] of await applyPlans(handles, slice)) failed[name] = whyOf(error)
      } catch (error) {
        // None of these was begun.
        for (const { folder } of slice) failed[folder] = whyOf(error)
      }
      return []
    })
    return failed
  },
})

type Wish = { changes: AclChange[]; exactly: boolean }

/** The changes by the identifiers that Cyrus knows, or the folder's own access list. */
async function wishOf(
  handles: Handles,
  folder: string,
  changes: z.output<typeof aclChanges> | undefined,
): Promise<Wish> {
  await handles.folders.require(folder)
  const entries = await handles.folders.acl(folder)
  if (!changes)
    return { exactly: true, changes: entries.map(({ id, rights }) => ({ id, rights: plainRights(rights) })) }
  const named = changes.map((change, at) =>
    namedChange(handles, { ...change, from: undefined }, { entries, at }),
  )
  return { exactly: false, changes: await Promise.all(named) }
}

function seenOf(plans: FolderPlan[]): string {
  return createHash('sha256').update(JSON.stringify(plans)).digest('base64url')
}

async function foldersBelow({ folders }: Handles, folder: string): Promise<string[]> {
  return (await folders.below(folder)).filter((name) => !isInternal(name))
}

function planAll(
  handles: Handles,
  names: string[],
  wish: Wish & { confirm: boolean },
): Promise<FolderPlan[]> {
  return inSlices(names, (slice) => plansOf(handles, slice, wish))
}

async function plansOf(
  { folders }: Handles,
  names: string[],
  { changes, exactly, confirm }: Wish & { confirm: boolean },
): Promise<FolderPlan[]> {
  const wanted = changes.map(({ id, rights }) => ({ id, rights: parseRights(rights) ?? '' }))
  const acls = await folders.aclsOf(names)
  return names.map((folder) => {
    const entries = acls.get(folder)
    if (!entries) return { folder, changes: [], code: 'access.notFound' }
    const planned = plan(entries, wanted, { exactly })
    const takes = !confirm && takesFromOwner(ownerOf(folder), planned)
    return { folder, changes: planned, ...(takes && { code: 'acl.owner' as const }) }
  })
}

function whyOf(error: unknown): Reason {
  if (!isConsoleError(error)) throw error
  return reasonOf(error)
}

/** Slice by slice, some side by side; the results in the order of the items. */
async function inSlices<T, Result>(items: T[], work: (slice: T[]) => Promise<Result[]>): Promise<Result[]> {
  const results: Result[][] = []
  const left = batches(items, SLICE).entries()
  const one = async () => {
    for (const [at, slice] of left) results[at] = await work(slice)
  }
  await Promise.all(Array.from({ length: TOGETHER }, one))
  return results.flat()
}
