/**
 * Mailboxes as a person sees them (imapd.conf(5), altnamespace): the own ones without `user/<login>`, those of others
 * and public ones below names that the person's NAMESPACE answer tells (RFC 2342).
 */
import type { Value } from './connection'
import { type MailboxName, mailboxName } from './names'

export type Prefixes = { others: string; shared: string }

/** From the values of a NAMESPACE response. */
export function prefixesFrom([, others, shared]: Value[]): Prefixes {
  const first = (namespaces: Value | undefined) => {
    const [namespace] = Array.isArray(namespaces) ? namespaces : []
    return Array.isArray(namespace) ? String(namespace[0] ?? '') : ''
  }
  return { others: first(others), shared: first(shared) }
}

/** `user/anna/Sent` for anna herself is `Sent`. */
export function personName(name: MailboxName, login: string, prefixes: Prefixes): MailboxName {
  if (name === `user/${login}`) return mailboxName('INBOX')
  if (name.startsWith(`user/${login}/`)) return mailboxName(name.slice(`user/${login}/`.length))
  if (name.startsWith('user/')) return mailboxName(`${prefixes.others}${name.slice('user/'.length)}`)
  return mailboxName(`${prefixes.shared}${name}`)
}

/** The other way round, for a name as Cyrus told it. */
export function fullName(name: MailboxName, login: string, prefixes: Prefixes): MailboxName {
  if (name.toUpperCase() === 'INBOX') return `user/${login}` as MailboxName
  for (const [prefix, full] of [
    [prefixes.others, 'user/'],
    [prefixes.shared, ''],
  ] as const) {
    if (prefix !== '' && name.startsWith(prefix)) return `${full}${name.slice(prefix.length)}` as MailboxName
  }
  return `user/${login}/${name}` as MailboxName
}
