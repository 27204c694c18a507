/** Cyrus's own tools on folders as one actor may use them: the agent is only told names that were checked. */
import type { AgentArguments, AgentResult } from '@/lib/adapters/agent'
import type { MailboxName } from '@/lib/adapters/imap'
import { ConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import type { Grant } from './permissions'

type Page = Omit<AgentArguments<'mailbox.deletedMessages'>, 'mailbox'>
type Which = AgentArguments<'mailbox.undelete'>['uids']

export type FolderTools = {
  /** Messages that Cyrus still keeps, those deleted last first; not of accounts that outrank the actor. */
  deletedMessages(name: string, page: Page): Promise<AgentResult<'mailbox.deletedMessages'>>
  undelete(name: string, uids: Which): Promise<AgentResult<'mailbox.undelete'>>
  /** Makes the index of one folder anew from its messages. */
  reconstruct(name: string): Promise<AgentResult<'mailbox.reconstruct'>>
  /** Counts anew what is used at a folder with a quota and below it; '' is all, for grants over everything. */
  fixQuota(root: string): Promise<AgentResult<'quota.fix'>>
}

export function folderTools(
  callAgent: Connections['callAgent'],
  inScope: (name: string, isChange?: boolean) => Promise<MailboxName>,
  grant: Grant,
): FolderTools {
  return {
    deletedMessages: async (name, page) =>
      callAgent('mailbox.deletedMessages', { mailbox: await inScope(name, true), ...page }),
    undelete: async (name, uids) => callAgent('mailbox.undelete', { mailbox: await inScope(name), uids }),
    reconstruct: async (name) =>
      callAgent('mailbox.reconstruct', { mailbox: await inScope(name), recursive: false }),
    async fixQuota(root) {
      if (root !== '') return callAgent('quota.fix', { root: await inScope(root) })
      if (grant !== 'all') throw new ConsoleError('notFound', 'folder.gone', { name: '/' })
      return callAgent('quota.fix', {})
    },
  }
}
