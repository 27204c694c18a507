/** Limits of folders count for what the domain of their owner may give. */
import type { Handles } from '@/lib/access'
import { domainOf, refuseStorageOverLimit, userByLogin } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { beside } from './making'
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
  const dn = await ownersDn(handles, folder)
  if (dn !== null) await refuseStorageOverLimit(handles, dn, quota, present)
}

/**
 * The same for the limits that folders, or deleted ones that are kept, take along; `from` is where they count until now,
 * '' for nowhere. Errors: conflict limit.storage, beside `field`.
 */
export async function refuseLimitsAlong(
  handles: Handles,
  names: string[],
  { from, to, field }: { from: string; to: string; field: string },
): Promise<void> {
  if (ownerOf(to) === null || ownerOf(from) === ownerOf(to)) return
  const limits = await handles.folders.limitsAt(names)
  if (limits === 0) return
  const [before, after] = [await ownersDn(handles, from), await ownersDn(handles, to)]
  const isCounted =
    before !== null && after !== null && domainOf(handles, before) === domainOf(handles, after)
  await refuseLimitOver(handles, to, limits, isCounted ? limits : 0).catch((error: unknown) => {
    throw isConsoleError(error, 'conflict') ? beside(field, error) : error
  })
}

async function ownersDn(handles: Handles, folder: string): Promise<string | null> {
  const owner = ownerOf(folder)
  if (owner === null) return null
  const user = await userByLogin(handles, owner).catch((error: unknown) => {
    if (isConsoleError(error, 'notFound')) return null
    throw error
  })
  return user?.dn ?? null
}
