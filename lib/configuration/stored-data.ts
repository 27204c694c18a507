/** Whether something is stored that a change of names or places would lose sight of. */
import { filter, type Handles } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'
import type { ServiceName } from './catalogue'

/** Nobody knows what is stored while slapd is away, so that something may be. */
export async function hasData(
  { directory, folders, instance: { suffix } }: Pick<Handles, 'directory' | 'folders' | 'instance'>,
  service: ServiceName,
): Promise<boolean> {
  const withMailbox = filter.equals('smMailbox', 'TRUE')
  const accounts = filter.equals('objectClass', 'smAccount')
  try {
    if (service !== 'cyrus') return (await directory.countAll(suffix, accounts)) > 0
    if ((await directory.countAll(suffix, filter.and(accounts, withMailbox))) > 0) return true
    return (await folders.level('')).length > 0
  } catch (error) {
    if (isConsoleError(error, 'unavailable')) return true
    throw error
  }
}
