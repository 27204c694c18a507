/** Schemas of what people type about entries. A schema's messages are codes of lib/errors. */
import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** Explicit directional formatting (UAX #9): makes a text look like another one. */
const bidirectional = /[\u202a-\u202e\u2066-\u2069]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u

/** One line of text in any script, without spaces around it. */
export function line(max = 200) {
  return z
    .string('input.required')
    .trim()
    .max(max, 'input.tooLong')
    .refine((text) => !control.test(text), 'input.control')
    .refine((text) => !bidirectional.test(text) && text.isWellFormed(), 'input.bidirectional')
}

export const requiredLine = (max = 200) => line(max).min(1, 'input.required')

/** The DN of an entry, or the way to it. Whatever characters another program has put there, it can be opened and deleted. */
export const entryName = z
  .string('input.required')
  .trim()
  .min(1, 'input.required')
  .max(2000, 'input.tooLong')
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'input.control')

/** A login; also the mailbox's name, which Cyrus folds to lower case. */
export const login = z
  .string('input.required')
  .trim()
  .toLowerCase()
  .min(1, 'input.required')
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'login.form')
  .refine((text) => !text.includes('..') && !text.endsWith('.'), 'login.form')

/** A login to be given. Cyrus takes none without a letter; an account made by another program may have such a one. */
export const newLogin = login.refine((text) => /[a-z]/.test(text), 'login.letter')

/** A domain name; international ones become their ASCII form (RFC 5891). */
export const domainName = z
  .string('input.required')
  .trim()
  .min(1, 'input.required')
  .max(253, 'domain.form')
  .transform((text, context) => {
    const ascii = /[\s/:@?#%]/u.test(text) || control.test(text) ? '' : domainToASCII(text.toLowerCase())
    if (isDomain(ascii)) return ascii
    context.addIssue({ code: 'custom', message: 'domain.form', input: text })
    return z.NEVER
  })

/** An address: a dot-atom (RFC 5321, section 4.1.2) and a domain name; given back in lower case. */
export const address = z
  .string('input.required')
  .trim()
  .min(1, 'input.required')
  .max(254, 'address.form')
  .transform((text, context) => {
    const at = text.lastIndexOf('@')
    const local = text.slice(0, at).toLowerCase()
    const domain = domainName.safeParse(text.slice(at + 1))
    if (at > 0 && isLocalPart(local) && domain.success) return `${local}@${domain.data}`
    context.addIssue({ code: 'custom', message: 'address.form', input: text })
    return z.NEVER
  })

/** Whether Postfix takes an address for a way through other servers (postconf(5): allow_percent_hack, swap_bangpath), and refuses it. */
export const isRoute = (text: string) => /[%!][^@]*@/.test(text)

/** An address that is to be one of this server. */
export const newAddress = address.refine((text) => !isRoute(text), 'address.route')

/** An address that may be left out; its faults are told as an address's. */
export const addressOrNone = z
  .string('input.required')
  .trim()
  .transform((text, context) => {
    const given = text === '' ? undefined : address.safeParse(text)
    if (!given || given.success) return given?.data ?? ''
    const message = given.error.issues[0]?.message ?? 'address.form'
    context.addIssue({ code: 'custom', message, input: text })
    return z.NEVER
  })

/** Any number of addresses, one a line or separated by commas. */
export const addresses = z
  .string('input.required')
  .max(10_000, 'input.tooLong')
  .transform((text, context) => {
    const found: string[] = []
    for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
      const parsed = address.safeParse(part)
      if (parsed.success) found.push(parsed.data)
      else
        context.addIssue({ code: 'custom', message: 'address.formOf', input: part, params: { text: part } })
    }
    return [...new Set(found)]
  })

/** A count of at most so many; empty for no limit. */
export const limit = z
  .string('input.number')
  .trim()
  .transform((text, context) => {
    if (text === '') return null
    if (/^\d{1,9}$/.test(text)) return Number(text)
    context.addIssue({ code: 'custom', message: 'input.number', input: text })
    return z.NEVER
  })

/** entryUUID of the entry that a form showed; see refuseAnother. Left out by those who name entries themselves. */
export const shownId = z.string().max(64, 'input.tooLong').optional()

/** Yes or no in an edit, whose values are texts. */
export const yesOrNo = z.enum(['true', 'false'])

/** In UTF-8. From the next one on saslauthd(8) refuses whom slapd lets in: there would be no mail. */
const LONGEST_PASSWORD = 127
/** What slapd takes for a hash, with the name of its scheme (RFC 2307), and keeps instead of the password itself. */
const likeHash = /^\{[^}]+\}/

/** A password to be set. Any character but control ones. */
export const newPassword = z
  .string('input.required')
  .min(8, 'password.tooShort')
  .refine((text) => new TextEncoder().encode(text).length <= LONGEST_PASSWORD, 'password.tooLong')
  .refine((text) => !control.test(text) && text.isWellFormed(), 'input.control')
  .refine((text) => !likeHash.test(text), 'password.braces')

export function isLocalPart(text: string): boolean {
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(text) && text.length <= 64
}

function isDomain(text: string): boolean {
  const labels = text.split('.')
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  )
}

/** One field of an edit: what it was when shown, and what it shall be. Without `from` nothing is asserted. */
export function edit<T extends z.ZodType>(to: T) {
  return z.strictObject({ from: z.string().optional(), to }).optional()
}
