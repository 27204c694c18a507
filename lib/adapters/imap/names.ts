/** Names of mailboxes as the Cyrus administrator sees them (unixhierarchysep), in Unicode: modified UTF-7 exists on the wire only. */
import { ConsoleError } from '@/lib/errors'

declare const checked: unique symbol
/** A name that went through one of the functions here. */
export type MailboxName = string & { readonly [checked]: true }

/** The INBOX of a login. Errors: invalid login.form for what cannot be one component of a mailbox name. */
export function userMailbox(login: string): MailboxName {
  return mailboxName(`user/${checkedLogin(login)}`)
}

/** A folder below a mailbox; `folder` may have several levels, separated by "/". Errors: invalid input.control. */
export function folderOf(mailbox: MailboxName, folder: string): MailboxName {
  return mailboxName(`${mailbox}/${folder}`)
}

/**
 * Any name that a list or a person gave. Cyrus lets everybody use the control characters that ASCII does not have, and
 * what is not to be named cannot be deleted. Errors: invalid input.control, input.tooLong.
 */
export function mailboxName(name: string): MailboxName {
  if (/[^\P{Cc}\x80-\x9f]|\p{Surrogate}/u.test(name)) throw new ConsoleError('invalid', 'input.control')
  if (encodeName(name).length > LONGEST) throw new ConsoleError('invalid', 'input.tooLong', { max: LONGEST })
  return name as MailboxName
}

/** A name as Cyrus told it: what it keeps has been accepted once, also where it is longer than one that may be asked for. */
export function receivedName(wire: string): MailboxName {
  return decodeName(wire) as MailboxName
}

/** Errors: invalid login.form. */
export function checkedLogin(login: string): string {
  if (!/^[^\s/%*\p{Cc}\p{Surrogate}]{1,64}$/u.test(login)) throw new ConsoleError('invalid', 'login.form')
  return login
}

/** Modified UTF-7 (RFC 3501, 5.1.3). */
export function encodeName(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => (run === '&' ? '&-' : `&${modifiedBase64(asTold(run))}-`))
}

/** The Unicode of a name in modified UTF-7. */
export function decodeName(wire: string): string {
  return wire.replace(/&([^-]*)-/g, (_, run: string) =>
    run === '' ? '&' : asText(Buffer.from(run.replaceAll(',', '/'), 'base64').swap16().toString('utf16le')),
  )
}

/**
 * Cyrus lets everybody name a folder by half of a character that takes two, which no address, page or database can
 * hold: here each of them is a character for private use.
 */
const PRIVATE = 0xf0000

function asText(told: string): string {
  return told.replace(/\p{Surrogate}/gu, (half) => String.fromCodePoint(PRIVATE + half.charCodeAt(0)))
}

function asTold(text: string): string {
  return text.replace(/[\u{fd800}-\u{fdfff}]/gu, (sign) =>
    String.fromCharCode((sign.codePointAt(0) ?? 0) - PRIVATE),
  )
}

/** As Cyrus's own programs say it to each other: dots between the levels, and `^` for a dot in a name. */
export function internalName(name: MailboxName): string {
  return encodeName(name).replace(/[./]/g, (sign) => (sign === '/' ? '.' : '^'))
}

/**
 * Cyrus keeps names of up to 490 characters, and with what stands before and behind them, such as the mark of a deleted
 * one or a pattern, they are longer. It gives up the connection, not just the command, when one is much longer.
 */
const LONGEST = 600

function modifiedBase64(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',')
}
