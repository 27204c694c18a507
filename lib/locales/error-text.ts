import { type ErrorCode, errorMessages } from '@/lib/errors'
import { attributesText } from './attribute-names'
import { msgid, type T, type Values } from './translate'

/** What a ConsoleError's code says in the translator's language. */
export function errorText(t: T, code: ErrorCode, values: Values = {}): string {
  // The table cannot be marked where it stands, lib/errors imports nothing: it is collected by its name.
  return t.message(msgid(errorMessages[code]), inWords(t, values))
}

/** The same for a code that was written down, maybe by a version that had others. */
export function codeText(t: T, code: string, values: Values = {}): string {
  return code in errorMessages ? errorText(t, code as ErrorCode, values) : code
}

/** Whoever throws an error knows what attributes are called in the directory only. */
function inWords(t: T, values: Values): Values {
  const { attributes } = values
  return typeof attributes === 'string' ? { ...values, attributes: attributesText(t, attributes) } : values
}
