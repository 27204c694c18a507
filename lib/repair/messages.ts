/** Deleted messages that Cyrus still keeps, and the way back for them. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { folderName } from '@/lib/folders'

const folder = folderName.min(1, 'input.required')
const uid = z.number().int().min(1).max(0xffffffff)

/** Messages that were deleted from a folder and can come back, those deleted last first. */
export const listDeletedMessages = operation({
  name: 'folder.deletedMessages',
  kind: 'read',
  input: z.strictObject({
    folder,
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(50).default(50),
  }),
  async run({ folders }, { folder, offset, count }) {
    await requireFree(folders, folder)
    return folders.deletedMessages(folder, { skip: offset, most: count })
  },
})

/** Brings messages back into their folder, where they get new numbers; those that are no longer kept are passed over. */
export const undeleteMessages = operation({
  name: 'folder.undelete',
  kind: 'change',
  input: z.strictObject({
    folder,
    uids: z.literal('all').or(z.array(uid).min(1, 'input.required').max(1000)),
  }),
  target: ({ folder }) => ({ name: folder }),
  async run({ folders, intent }, { folder, uids }): Promise<{ restored: number }> {
    await requireFree(folders, folder)
    const { restored } = await folders.undelete(folder, uids)
    intent.change({ dn: folder, attribute: 'messages', before: [], after: [`+${restored}`] })
    return { restored }
  },
})

/** Cyrus's tool waits for whoever holds a folder, and everybody else who looks for deleted messages for the tool. */
async function requireFree(folders: Handles['folders'], folder: string): Promise<void> {
  await folders.require(folder)
  if ((await folders.seen([folder])).get(folder)?.isBusy) throw new ConsoleError('unavailable', 'folder.busy')
}
