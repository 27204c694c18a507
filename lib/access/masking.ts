/** Secrets never reach the audit, whatever an operation's input or an entry's attributes are called. */

const secretNames = /pass(word|wd)?$|secret|token|^(current|repeat|content)$|userpkcs12/i
export const MASK = '••••••'

/** A copy of an input with every secret replaced, for the audit. Long texts are cut at 1,000 characters. */
export function masked(value: unknown, name = ''): unknown {
  if (value === null || value === undefined) return value
  if (secretNames.test(name)) return MASK
  if (typeof value === 'string') return value.length > 1000 ? `${value.slice(0, 1000)}…` : value
  if (Array.isArray(value)) return value.map((item) => masked(item, name))
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]))
  }
  return value
}
