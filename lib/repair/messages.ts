/** Deleted messages that Cyrus still keeps, and the way back for them. */
import { z } from 'zod'
import { operation } from '@/lib/access'
import { folderName, requireFree } from '@/lib/folders'

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
  async run(handles, { folder, offset, count }) {
    // Everybody else who looks for deleted messages would wait, too.
    await requireFree(handles, folder)
    return handles.folders.deletedMessages(folder, { skip: offset, most: count })
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
  async run(handles, { folder, uids }): Promise<{ restored: number }> {
    await requireFree(handles, folder)
    const { restored } = await handles.folders.undelete(folder, uids)
    handles.intent.change({ dn: folder, attribute: 'messages', before: [], after: [`+${restored}`] })
    return { restored }
  },
})
