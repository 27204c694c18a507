import type { ErrorCode, ErrorKind } from '@/lib/errors'

/** What went wrong, in the reader's language; what an action gives back instead of a value. */
export type Problem = {
  kind: ErrorKind
  code: ErrorCode
  message: string
  /** Messages beside fields, by the field's path in the input. */
  fields: Record<string, string>
  /** The server that does not answer. */
  service?: string
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem }
