/** Limits of folders count for what the domain of their owner may give. */
import type { Handles } from '@/lib/access'
import { refuseStorageOverLimit, userByLogin } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { ownerOf } from './owners'

/**
 * Throws conflict limit.storage when a mailbox may not have so much, in bytes, for a folder in it or for itself; null is
 * no limit. `present` is what the folder has there until now. A public folder counts for no domain, nor does a mailbox
 * whose account is gone.
 */
export async function refuseLimitOver(
  handles: Handles,
  folder: string,
  quota: number | null,
  present = 0,
): Promise<void> {
  const owner = ownerOf(folder)
  if (owner === null || quota === 0) return
  const user = await userByLogin(handles, owner).catch((error: unknown) => {
    if (isConsoleError(error, 'notFound')) return null
    throw error
  })
  if (user) await refuseStorageOverLimit(handles, user.dn, quota, present)
}
