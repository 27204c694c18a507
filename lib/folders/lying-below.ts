/** What lies below a folder, and so goes with it when it is deleted. */
import { z } from 'zod'
import { operation } from '@/lib/access'
import { folderName } from './names'

/** `messages` and `bytes` are of the first COUNTED_FOLDERS, and not of busy ones; there are at least as many where `isMore`. */
export type LyingBelow = { folders: number; messages: number; bytes: number; isMore: boolean }

/** Cyrus looks through all its mailboxes for each hundred that are counted. */
const COUNTED_FOLDERS = 1000

export const countBelow = operation({
  name: 'folder.below',
  kind: 'read',
  input: z.strictObject({ folder: folderName.min(1, 'input.required') }),
  async run({ folders }, { folder }): Promise<LyingBelow> {
    await folders.require(folder)
    const names = await folders.below(folder)
    const facts = [...(await folders.seen(names.slice(0, COUNTED_FOLDERS))).values()]
    return {
      folders: names.length,
      messages: facts.reduce((sum, { messages }) => sum + (messages ?? 0), 0),
      bytes: facts.reduce((sum, { bytes }) => sum + bytes, 0),
      isMore: names.length > COUNTED_FOLDERS || facts.some(({ isBusy }) => isBusy),
    }
  },
})
