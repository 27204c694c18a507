/**
 * Deleting keeps a mailbox as `DELETED/<name>/<second in hex>` for as long as cyr_expire leaves it (imapd.conf(5),
 * delete_mode); RENAME brings it back with its messages, seen state and access list.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { AclEntry } from './acl'
import type { Administrator } from './administrator'
import type { MailboxName } from './names'
import { ImapRefusal } from './refusal'

export type KeptFolder = {
  /** Its name while it is kept. */
  kept: MailboxName
  /** Its name until it was deleted. */
  name: MailboxName
  at: Date
}

/** What all that is kept lies below. */
export const KEPT = 'DELETED' as MailboxName

/** Below what the deleted ones of a name are kept. */
export function keptBelow(name: MailboxName): MailboxName {
  return `${KEPT}/${name}` as MailboxName
}

/** What a kept name tells; null for names of another form. */
export function keptFolder(kept: MailboxName): KeptFolder | null {
  const match = /^DELETED\/(.+)\/([0-9A-F]{8})$/s.exec(kept)
  if (!match?.[1] || !match[2]) return null
  return { kept, name: match[1] as MailboxName, at: new Date(Number.parseInt(match[2], 16) * 1000) }
}

/** DELETE, which the administrator needs the right `x` for. A person's INBOX goes with all folders below. */
export async function removeMailbox(administrator: Administrator, name: MailboxName): Promise<void> {
  const remove = () => administrator.on(name, 'DELETE', [{ mailbox: name }])
  try {
    await remove()
  } catch (error) {
    if (!(error instanceof ImapRefusal && /already exists/i.test(error.text))) throw error
    // One of this name went in this very second.
    await delay(1000 - (Date.now() % 1000))
    await remove()
  }
}

/** The entry that a deletion by the administrator leaves behind. */
export function isLeftByDeletion({ id, rights }: AclEntry, administrator: Administrator): boolean {
  return id === administrator.login && rights.replace('c', '') === 'x'
}
