import { perform } from '@/lib/access/perform'
import { updateUser } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { showSelf } from '@/lib/self'

/**
 * Makes the mailbox that the manager's entry speaks of: the entry comes with the first start, before Cyrus runs, and
 * mail to the postmaster arrives there. Errors: those of the operations.
 */
export async function makeManagerMailbox(): Promise<'done'> {
  const root = { kind: 'root' } as const
  const { login, hasMailbox, quota } = await perform(root, showSelf, {})
  if (quota === 'unavailable')
    throw new ConsoleError('unavailable', 'service.unreachable', { service: 'cyrus' })
  if (hasMailbox && quota === null) await perform(root, updateUser, { login, mailbox: { to: 'true' } })
  return 'done'
}
