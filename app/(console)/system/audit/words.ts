/** What was done and how it ended, in words. */
import type { Tone } from '@/components/ui/tag'
import type { IntentState, OperationName, StepName } from '@/lib/access'
import { type Message, msgid } from '@/lib/locales/translate'

/** In and out, which are no operations. */
type Way = 'session.signIn' | 'session.signOut'

/** Changes, and who came and went; reads leave no trace. */
export const operationWords: Partial<Record<OperationName | Way, Message>> = {
  'domain.create': msgid('Create a domain'),
  'domain.update': msgid('Change a domain'),
  'domain.delete': msgid('Delete a domain'),
  'container.create': msgid('Create an organization or group'),
  'container.update': msgid('Change an organization or group'),
  'container.move': msgid('Move or rename an organization or group'),
  'container.delete': msgid('Delete an organization or group'),
  'container.refreshGroups': msgid('Follow an outside rename of an organization or group'),
  'entry.move': msgid('Move an account, contact or resource'),
  'contact.create': msgid('Create a contact'),
  'contact.update': msgid('Change a contact'),
  'contact.delete': msgid('Delete a contact'),
  'resource.create': msgid('Create a resource'),
  'resource.update': msgid('Change a resource'),
  'resource.delete': msgid('Delete a resource'),
  'role.set': msgid('Give or take a role'),
  'user.create': msgid('Create an account'),
  'user.update': msgid('Change an account'),
  'user.setFile': msgid('Set a photo or certificate'),
  'user.setStatus': msgid('Suspend or resume an account'),
  'user.delete': msgid('Delete an account'),
  'user.setPassword': msgid('Set a password'),
  'alias.create': msgid('Create an alias'),
  'alias.update': msgid('Change an alias'),
  'alias.delete': msgid('Delete an alias'),
  'folder.create': msgid('Create a folder'),
  'folder.rename': msgid('Rename or move a folder'),
  'folder.delete': msgid('Delete a folder'),
  'folder.setType': msgid('Set the type of a folder'),
  'folder.restore': msgid('Bring a deleted folder back'),
  'folder.undelete': msgid('Bring deleted messages back'),
  'folder.reconstruct': msgid('Start repairing folders'),
  'folder.repair': msgid('Repair a folder'),
  'acl.set': msgid('Set rights to a folder'),
  'acl.remove': msgid('Take rights to a folder away'),
  'acl.applyBelow': msgid('Start setting rights to folders below'),
  'acl.setMany': msgid('Set rights to folders below'),
  'acl.forgetGone': msgid('Take those who are gone out of access lists'),
  'quota.set': msgid('Set a quota'),
  'retention.set': msgid('Set a rule that deletes old mail'),
  'retention.remove': msgid('Take a rule that deletes old mail away'),
  'retention.run': msgid('Start deleting old mail'),
  'retention.apply': msgid('Delete old mail'),
  'posting.set': msgid('Set a rule that lets anyone post'),
  'posting.remove': msgid('Take a rule that lets anyone post away'),
  'posting.run': msgid('Start to let anyone post to folders'),
  'posting.apply': msgid('Let anyone post to folders'),
  'posting.withdraw': msgid('Take the right to post to folders'),
  'mailboxes.recover': msgid('Start recovering the list of all folders'),
  'mailboxes.rebuild': msgid('Recover the list of all folders'),
  'quota.fix': msgid('Start counting quotas anew'),
  'bulk.start': msgid('Start a change of many accounts'),
  'job.cancel': msgid('Cancel a change of many accounts'),
  'job.resume': msgid('Go on with a change of many accounts'),
  'service.start': msgid('Start a server'),
  'service.stop': msgid('Stop a server'),
  'service.restart': msgid('Restart a server'),
  'service.reload': msgid('Reload a server'),
  'config.apply': msgid('Change the configuration of a server'),
  'config.restore': msgid('Restore an earlier configuration'),
  'config.keep': msgid('Keep a configuration'),
  'config.takeBack': msgid('Take a configuration back'),
  'self.changePassword': msgid('Change the own password'),
  'self.setPreferences': msgid('Change own preferences'),
  'session.signIn': msgid('Sign in'),
  'session.signOut': msgid('Sign out'),
  'session.signOutEverywhere': msgid('Sign out everywhere'),
}

export const stateWords: Record<IntentState, { text: Message; tone: Tone }> = {
  done: { text: msgid('Done'), tone: 'success' },
  failed: { text: msgid('Refused'), tone: 'danger' },
  open: { text: msgid('Under way'), tone: 'warning' },
  stuck: { text: msgid('Half done'), tone: 'danger' },
  finished: { text: msgid('Finished later'), tone: 'success' },
  undone: { text: msgid('Taken back'), tone: 'neutral' },
  interrupted: { text: msgid('Interrupted'), tone: 'warning' },
}

export const faceWords: Record<string, Message> = {
  web: msgid('Browser'),
  command: msgid('Command line'),
}

/** A row from before may have others. */
export const stepNames: Record<StepName, Message> & Partial<Record<string, Message>> = {
  entry: msgid('Entry in the directory'),
  group: msgid('Name of the group'),
  postmaster: msgid('Alias for the postmaster'),
  addresses: msgid('Addresses in the other domain'),
  mailbox: msgid('Mailbox'),
  quota: msgid('Quota'),
  folders: msgid('Standard folders'),
  posting: msgid('Folders where anyone may post'),
  rights: msgid('Rights to folders of others'),
  taken: msgid('Roles taken'),
  given: msgid('Roles given'),
  folder: msgid('Folder'),
  aside: msgid('Folder put aside'),
  rename: msgid('New name'),
  delete: msgid('Deletion'),
  restore: msgid('Return of the folder'),
  acl: msgid('Rights'),
  rebuild: msgid('New list of folders'),
  apply: msgid('Change of the files'),
  wait: msgid('Trial of the server'),
}

export const stepWords: Record<string, Message> = {
  begun: msgid('begun'),
  done: msgid('done'),
  undone: msgid('taken back'),
  uncertain: msgid('uncertain'),
}
