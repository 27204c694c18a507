/**
 * Names of folders as people give them. A folder is named from the top with slashes: `user/anna/Sent`, or
 * `Shared/Plans` for a public one.
 */
import { z } from 'zod'
import type { ErrorCode } from '@/lib/errors'

/**
 * Characters of a whole name that the console gives, as Cyrus counts them on the wire: with more it keeps no limit of the
 * folder once that is deleted. Cyrus itself, and so other programs, go up to 490: such folders are shown, renamed and
 * deleted like others.
 */
export const LONGEST_NAME = 234

/** Explicit directional formatting (UAX #9): makes a name look like another one. */
const bidirectional = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const control = /[\p{Cc}\u2028\u2029]/u
/** What is drawn as nothing (Default_Ignorable_Code_Point and its like), and makes two names that look the same. */
const invisible =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]|\p{Noncharacter_Code_Point}|[\u{fd800}-\u{fdfff}]/u
/** Some scripts and emoji cannot do without what joins or parts two signs; elsewhere it does nothing. */
const idleJoiner =
  /^(?:\u200c|\u200d|[\ufe00-\ufe0f])|[\u200c\u200d]$|[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{Nd}\s\u200c\u200d][\u200c\u200d]/u

/** Characters that have a meaning for IMAP, for Cyrus, or for a shell, where people would have to quote them. */
const meanings = {
  imap: '*%',
  cyrus: '^',
  shell: `!"$&'();<>?[\\]\`{|}`,
}

/** A name that is there: whatever another program called it. '' is the top of the public folders. */
export const folderName = z
  .string('input.required')
  .max(1000, 'input.tooLong')
  .refine((name) => !/[^\P{Cc}\x80-\x9f]|\p{Surrogate}/u.test(name), 'input.control')

/** One level of a name that is to be made. */
export const newName = z
  .string('input.required')
  .transform(tidied)
  .superRefine((name, context) => {
    const fault = faultOf(name)
    if (fault) context.addIssue({ code: 'custom', message: fault.code, params: fault.values, input: name })
  })

/** One level of a name as it is kept, whichever way it was typed. */
export function tidied(text: string): string {
  return text.normalize('NFC').trim()
}

/** What is wrong with one level of a name. */
export function faultOf(
  name: string,
): { code: ErrorCode; values: Record<string, string | number> } | undefined {
  const fault = (code: ErrorCode, values = {}) => ({ code, values })
  if (name === '') return fault('input.required')
  if (control.test(name)) return fault('input.control')
  if (bidirectional.test(name) || !name.isWellFormed()) return fault('input.bidirectional')
  if (invisible.test(name) || idleJoiner.test(name)) return fault('folder.invisible')
  if ([...name].length > 100) return fault('input.tooLong', { max: 100 })
  if (name.includes('/')) return fault('folder.slash')
  for (const [what, characters] of Object.entries(meanings)) {
    const character = [...characters].find((one) => name.includes(one))
    if (character) return fault(`folder.${what as keyof typeof meanings}`, { character })
  }
  if (/^[-~#]/.test(name)) return fault('folder.begins', { character: name.charAt(0) })
  if (name === '.' || name === '..') return fault('folder.dots')
  return undefined
}

/** Whether a name at the top level has a meaning of its own: above public folders and above a person's. */
export function isReserved(parent: string, name: string): boolean {
  const reserved = parent === '' ? ['user', 'deleted', 'inbox'] : isMailbox(parent) ? shadows : []
  return reserved.includes(name.toLowerCase())
}

/** Where other people's and public folders, and what the names hide, stand among a person's own; see imapd.conf(5), altnamespace. */
const shadows = ['inbox', 'alt folders', 'other users', 'shared folders', 'user', 'deleted']

/** Whether it is somebody's INBOX, which comes and goes with the account. */
export function isMailbox(name: string): boolean {
  return /^user\/[^/]+$/.test(name)
}

export function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')))
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

export function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`
}
