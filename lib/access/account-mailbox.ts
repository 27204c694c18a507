/** One account's mailbox: `user/<login>`, whatever a caller would like it to be. */
import { type Mailboxes, type MailboxName, userMailbox } from '@/lib/adapters/imap'
import { equals, namingValue } from '@/lib/adapters/ldap'
import { ConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import { forgetRights, type NamedRights, rightsElsewhere } from './former-rights'
import { type FolderLanguage, standardFolders } from './standard-folders'

export type AccountMailbox = {
  /** Whose it is. */
  login: string
  exists(): Promise<boolean>
  /** Makes the INBOX, with all rights for its owner; fine when it is there already. */
  create(): Promise<void>
  /** Makes and subscribes the standard folders as the person. */
  createStandardFolders(language: FolderLanguage): Promise<void>
  /** Removes the mailbox with all its folders; fine when it is not there. */
  remove(): Promise<void>
  /** Bytes; null is no limit. */
  setQuota(bytes: number | null): Promise<void>
  quota(): Promise<{ usedBytes: number; limitBytes: number | null } | null>
  /** What access lists of folders of others, also of deleted ones that are kept, say of the login. */
  rightsElsewhere(): Promise<NamedRights[]>
  /** Takes the login out of them, so that whoever gets it next does not get its rights. Gives what was taken. */
  forgetRights(): Promise<NamedRights[]>
}

/**
 * The mailbox of the account with this DN; its login is the DN's own uid, or that of the entry when another program has
 * named it otherwise.
 */
export async function accountMailbox(
  { directory, mailboxes, callAgent }: Pick<Connections, 'directory' | 'mailboxes' | 'callAgent'>,
  dn: string,
): Promise<AccountMailbox> {
  const named = namingValue(dn, 'uid') ?? (await loginOf(directory, dn))
  if (named === undefined) throw new ConsoleError('notFound', 'access.notFound')
  const login = named.toLowerCase()
  const mailbox = userMailbox(login)
  return {
    login,
    exists: () => mailboxes.exists(mailbox),
    async create() {
      if (!(await mailboxes.exists(mailbox))) await mailboxes.create(mailbox)
      await giveToOwner(mailboxes, mailbox, login)
    },
    createStandardFolders: (language) =>
      mailboxes.asPerson(login, async (own) => {
        for (const { name, specialUse } of standardFolders(language)) {
          await own.create(name, { specialUse })
          await own.subscribe(name)
        }
      }),
    async remove() {
      if (await mailboxes.exists(mailbox)) await mailboxes.remove(mailbox)
    },
    setQuota: (bytes) => mailboxes.setQuota(mailbox, bytes),
    quota: () => mailboxes.quota(mailbox),
    rightsElsewhere: () => rightsElsewhere({ callAgent }, [login]),
    forgetRights: () => forgetRights({ mailboxes, callAgent }, [login]),
  }
}

async function loginOf(directory: Connections['directory'], dn: string): Promise<string | undefined> {
  const isAccount = equals('objectClass', 'smAccount')
  const [account] = await directory.as(null).search(dn, isAccount, { scope: 'base', attributes: ['uid'] })
  return account?.first('uid')
}

/** Every right of RFC 4314, as Cyrus gives them to the owner of a new mailbox. */
const OWNER = 'lrswipkxtecdan'

/**
 * Cyrus makes a mailbox without any rights when it could not look its owner up at that moment, and says that all is
 * well; the owner would find it locked.
 */
async function giveToOwner(mailboxes: Mailboxes, mailbox: MailboxName, login: string): Promise<void> {
  const acl = await mailboxes.acl(mailbox)
  const rights = acl.find(({ id }) => id === login)?.rights ?? ''
  if ([...OWNER].every((right) => rights.includes(right))) return
  await mailboxes.setAcl(mailbox, login, OWNER)
}
