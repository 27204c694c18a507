export { type AclEntry, connectMailboxes, Mailboxes, type MailboxesOptions, type Quota } from './mailboxes'
export { folderOf, type MailboxName, mailboxName, userMailbox } from './names'
export type { OwnFolders, SpecialUse } from './own-folders'
export { ImapRefusal } from './refusal'
