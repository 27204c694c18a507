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

/**
 * Why a change that was written down is not done, or null when nothing was in its way. Without values there is the
 * English text of then; where even that was not kept, dots stand for what is not known any more.
 */
export function reasonText(
  t: T,
  { code, values, detail }: { code: string | null; values: Values | null; detail: string | null },
): string | null {
  if (code === null || !Object.hasOwn(errorMessages, code)) return detail ?? code
  const text = errorMessages[code as ErrorCode]
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (!values && names.length > 0 && detail) return detail
  return errorText(t, code as ErrorCode, values ?? Object.fromEntries(names.map((name) => [name, '…'])))
}

/** Whoever throws an error knows what attributes are called in the directory only. */
function inWords(t: T, values: Values): Values {
  const { attributes } = values
  return typeof attributes === 'string' ? { ...values, attributes: attributesText(t, attributes) } : values
}
