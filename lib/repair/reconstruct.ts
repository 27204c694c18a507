/** Folders whose files are damaged: made anew from their messages, one after the other, by a job that the worker does. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { folderName } from '@/lib/folders'

const folder = folderName.min(1, 'input.required')

/** The part of a folder that is repaired: its index of messages, or the count of what a quota is used by. */
const parts = ['index', 'quota'] as const
type Part = (typeof parts)[number]

export type Repaired = {
  /** Messages that were there and not in the index, and the other way round. */
  added: number
  lost: number
  /** Counts that were wrong, a line each: `user/anna STORAGE: 0 → 1024`; bytes for STORAGE. */
  corrected: string[]
  /** What else Cyrus's tool said. */
  notes: string[]
}

/**
 * Starts the job: each folder for itself, then the counts of what quotas are used by. Messages come back without their
 * flags, and clients fetch the folder anew.
 */
export const reconstructFolder = operation({
  name: 'folder.reconstruct',
  kind: 'change',
  input: z.strictObject({
    folder,
    /** With all folders below. */
    below: z.boolean().default(true),
  }),
  target: ({ folder }) => ({ name: folder }),
  async run({ folders, jobs }, { folder, below }): Promise<{ id: string; total: number }> {
    await folders.require(folder)
    const names = [folder, ...(below ? await folders.below(folder) : [])]
    const items = [...names.map((name) => item(name, 'index')), item(folder, 'quota')]
    return { id: await jobs.create('reconstruct', { folder, below }, items), total: items.length }
  },
})

/** Starts the job that counts anew what a quota is used by; '' is all quotas. */
export const fixQuota = operation({
  name: 'quota.fix',
  kind: 'change',
  input: z.strictObject({ folder: folderName.default('') }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder }): Promise<{ id: string; total: number }> {
    if (folder !== '') await handles.folders.require(folder)
    else await handles.folders.level('')
    return { id: await handles.jobs.create('quotaFix', { folder }, [item(folder, 'quota')]), total: 1 }
  },
})

/** The part of a job that is done at once. */
export const repairFolder = operation({
  name: 'folder.repair',
  kind: 'change',
  input: z.strictObject({ folder: folderName, part: z.enum(parts) }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, part }): Promise<Repaired> {
    if (folder !== '') await handles.folders.require(folder)
    const repaired = await (part === 'index' ? index(handles, folder) : quota(handles, folder)).catch(
      async (error: unknown) => {
        // Who took Cyrus away took its tools along: then it is done again.
        if (isConsoleError(error, 'failed') && folder !== '') await handles.folders.require(folder)
        throw error
      },
    )
    const { added, lost, corrected } = repaired
    const after = part === 'index' ? [`+${added} -${lost}`] : corrected
    handles.intent.change({ dn: folder, attribute: part, before: [], after })
    return repaired
  },
})

async function index({ folders }: Handles, folder: string): Promise<Repaired> {
  const { added, lost, notes } = await folders.reconstruct(folder)
  return { added, lost, corrected: [], notes }
}

/** A folder without a quota counts for the one above it; those below may have their own all the same. */
async function quota({ folders }: Handles, folder: string): Promise<Repaired> {
  const root = folder === '' ? '' : ((await folders.quotaRoot(folder))?.root ?? folder)
  const { corrected, notes } = await folders.fixQuota(root)
  const lines = corrected.map(({ root, resource, was, now }) => `${root} ${resource}: ${was} → ${now}`)
  return { added: 0, lost: 0, corrected: lines, notes }
}

function item(name: string, part: Part) {
  return { target: part, name }
}
