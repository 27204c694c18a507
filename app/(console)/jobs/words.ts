/** What jobs do and how they stand, in words. */
import type { Tone } from '@/components/ui/tag'
import type { ItemState, JobState } from '@/lib/access'
import type { ActionName, FolderActionName, RepairActionName } from '@/lib/jobs'
import { type Message, msgid } from '@/lib/locales/translate'

export const actionWords: Record<ActionName | FolderActionName | RepairActionName, Message> = {
  suspend: msgid('Suspend accounts'),
  resume: msgid('Resume accounts'),
  quota: msgid('Set the quota of accounts'),
  webClient: msgid('Set the web client access of accounts'),
  move: msgid('Move accounts'),
  delete: msgid('Delete accounts'),
  retention: msgid('Delete old mail'),
  aclBelow: msgid('Set rights to folders below'),
  reconstruct: msgid('Repair folders'),
  recoverMailboxes: msgid('Recover the list of all folders'),
  quotaFix: msgid('Count quotas anew'),
}

export const jobStateWords: Record<JobState, { text: Message; tone: Tone }> = {
  waiting: { text: msgid('Waiting'), tone: 'neutral' },
  running: { text: msgid('Running'), tone: 'accent' },
  cancelled: { text: msgid('Cancelled'), tone: 'warning' },
  done: { text: msgid('Finished'), tone: 'success' },
}

export const itemStateWords: Partial<Record<ItemState, Message>> = {
  skipped: msgid('Left out'),
  failed: msgid('Failed'),
}

/** Why an account is left out. */
export const exceptionWords: Partial<Record<string, Message>> = {
  'account.manager': msgid('the manager'),
  'account.self': msgid('your own account'),
  'access.denied': msgid('administers as much as you do, or more'),
  'bulk.noMailbox': msgid('has no mailbox'),
  'bulk.another': msgid('another account has this login by now'),
  'bulk.gone': msgid('is not there any more'),
}

/** Why the rights to a folder are left as they are. */
export const folderExceptionWords = {
  'acl.owner': msgid('It would take rights from the owner.'),
  'acl.nobody': msgid('The mail server knows nobody of this name.'),
  'folder.gone': msgid('The folder is not there any more.'),
} as const satisfies Record<string, Message>
