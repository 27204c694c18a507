/** What a person wants of a parameter or a file, until it is applied. */
import type { ServiceName } from '@/lib/configuration'
import type { Edit, FieldValue } from '@/lib/configuration/views'

export type Pending = {
  /** The field with its place, or the file: there is one wish for each. */
  key: string
  edit: Edit
  service: ServiceName
  /** What a list of the changes calls it. */
  name: string
  /** The values one by one, of controls that show a list. */
  items?: readonly string[]
  /** Passwords and the like never leave the memory of the page. */
  isSecret?: boolean
}

/** Where a value stands; one that is not there yet has no place. */
export const slotOf = (value: Pick<FieldValue, 'file' | 'index'> | null) =>
  value ? `${value.file}#${value.index}` : ''

export const fieldKey = (field: string, slot: string) => `${field} ${slot}`
export const fileKey = (file: string) => `file ${file}`

/** With one wish more, in place of the one with its key; null takes that away. */
export function changed(pending: readonly Pending[], key: string, wish: Pending | null): readonly Pending[] {
  if (!wish) return pending.filter((one) => one.key !== key)
  const isThere = pending.some((one) => one.key === key)
  return isThere ? pending.map((one) => (one.key === key ? wish : one)) : [...pending, wish]
}

const PLACEHOLDER = '(kept secret)'
/** Names of statements whose values are no business of a browser's storage. */
const SECRET_NAME = /pass|pw|secret|cred|token|key|bind/i

/** Those that may be written down in the browser: nothing that could have a password in it. */
export function storable(pending: readonly Pending[]): readonly Pending[] {
  return pending.filter(({ edit, isSecret }) => {
    if (isSecret) return false
    return !('text' in edit) || !mayHaveSecret(edit)
  })
}

/** A text that lacks a placeholder which was there, or says something new about what is called like a secret. */
function mayHaveSecret({ base, text }: { base: string; text: string }): boolean {
  const count = (whole: string) => whole.split(PLACEHOLDER).length
  const before = new Set(base.split('\n'))
  const isNew = (line: string) => !before.has(line) && SECRET_NAME.test(line)
  return count(text) < count(base) || text.split('\n').some(isNew)
}
