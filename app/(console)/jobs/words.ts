/** What jobs do and how they stand, in words. */
import type { Tone } from '@/components/ui/tag'
import type { ItemState, JobState, JobSummary } from '@/lib/access'
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
  posting: msgid('Let anyone post to folders'),
  postingEnd: msgid('Take the right to post to folders'),
  aclBelow: msgid('Set rights to folders below'),
  reconstruct: msgid('Repair folders'),
  recoverMailboxes: msgid('Recover the list of all folders'),
  quotaFix: msgid('Count quotas anew'),
}

/** Jobs whose items are folders; those of the others are accounts. */
export const folderActions: ReadonlySet<string> = new Set<ActionName | FolderActionName | RepairActionName>([
  'aclBelow',
  'reconstruct',
  'quotaFix',
])

/** What is said of a job that did everything and found nothing. */
export const quietWords: Partial<Record<string, Message>> = {
  reconstruct: msgid('Nothing was damaged.'),
  quotaFix: msgid('All counts were right.'),
  retention: msgid('There was no mail as old as that.'),
  posting: msgid('Anyone could post to these folders already.'),
  postingEnd: msgid('Nobody’s folder had to be changed.'),
} satisfies Partial<Record<FolderActionName | RepairActionName, Message>>

export const jobStateWords: Record<JobState, { text: Message; tone: Tone }> = {
  waiting: { text: msgid('Waiting'), tone: 'neutral' },
  running: { text: msgid('Running'), tone: 'accent' },
  cancelled: { text: msgid('Cancelled'), tone: 'warning' },
  done: { text: msgid('Finished'), tone: 'success' },
}

/** How a job stands; of one that went through to its end, what has come of it. */
export function jobWord({ state, outcome }: Pick<JobSummary, 'state' | 'outcome'>) {
  return outcome === 'failed' || outcome === 'partly' ? failureWords[outcome] : jobStateWords[state]
}

const failureWords: Record<'failed' | 'partly', { text: Message; tone: Tone }> = {
  failed: { text: msgid('Failed'), tone: 'danger' },
  partly: { text: msgid('Finished, some failed'), tone: 'warning' },
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

/** Why a folder is left as it is. */
export const folderExceptionWords = {
  'acl.owner': msgid('It would take rights from the owner.'),
  'acl.nobody': msgid('The mail server knows nobody of this name.'),
  'folder.gone': msgid('The folder is not there any more.'),
  'agent.refused': msgid('The mail server’s tools are at work for somebody else.'),
  'service.start': msgid('The mail server did not start again. The audit log tells why.'),
} as const satisfies Record<string, Message>
