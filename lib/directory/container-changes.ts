/** What changes of domains, organizations and groups have in common. */
import type { AttributeChange, Entry, Handles } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import { detailChanges, placeDetails } from './details'
import { nameGroup } from './group-id'

/**
 * Changes details and whether the place is private. One that was made by other means becomes a group of its accounts, as
 * far as the agent answers.
 */
export async function changeContainer(
  handles: Handles,
  entry: Entry,
  input: {
    private?: { from?: string | undefined; to: 'true' | 'false' } | undefined
    details: Parameters<typeof detailChanges>[2]
    changes?: AttributeChange[]
    /** The values that `changes` were thought out against. */
    assert?: Record<string, string[]>
  },
): Promise<void> {
  const { changes, assert } = detailChanges(entry, placeDetails, input.details)
  changes.push(...(input.changes ?? []))
  Object.assign(assert, input.assert)
  const isPrivate = input.private?.to === 'true'
  const hides = input.private !== undefined && isPrivate !== entry.isTrue('smPrivate')
  if (hides) changes.push({ attribute: 'smPrivate', replace: isPrivate ? ['TRUE'] : [] })
  if (!entry.has('memberURL'))
    changes.push({ attribute: 'memberURL', replace: [handles.groupMembersUrl(entry.dn)] })
  // Hidden first: in no moment is it private and to be seen.
  if (hides && isPrivate) await handles.hideContainers({ also: [entry.dn] })
  if (changes.length > 0) await handles.directory.modify(entry.dn, changes, assert)
  if (!entry.has('smGroupId')) await nameGroup(handles, entry.dn).catch(unlessAway)
  if (hides) await settleHidden(handles, [entry.dn])
}

/** The change itself is over: an agent that is away is caught up with when it is back. */
export async function settleHidden(handles: Handles, settled: string[]): Promise<void> {
  await handles.hideContainers({ settled }).catch(unlessAway)
}

function unlessAway(error: unknown): void {
  if (!isConsoleError(error, 'unavailable')) throw error
}
