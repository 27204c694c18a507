/** Answers of Cyrus about several mailboxes. */
import type { Value } from './connection'
import type { MailboxName } from './names'

/** Names in one command: Cyrus reads lines of at most 128 KiB. */
export const NAMES = 100

/** The value after a name in a list of names and values, whatever their case. */
export function textOf(pairs: Value | undefined, wanted: string): string | null {
  if (!Array.isArray(pairs)) return null
  const at = pairs.findIndex((name) => String(name).toLowerCase() === wanted.toLowerCase())
  const value = at < 0 ? null : pairs[at + 1]
  return value === null || value === undefined ? null : String(value)
}

export function numberOf(pairs: Value | undefined, wanted: string): number | null {
  const value = textOf(pairs, wanted)
  return value === null ? null : Number(value)
}

/** What was asked for, and nothing that a "*" in a name matched. */
export function only<T>(found: Map<MailboxName, T>, names: MailboxName[]): Map<MailboxName, T> {
  return new Map(
    names.flatMap((name) => {
      const value = found.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}
