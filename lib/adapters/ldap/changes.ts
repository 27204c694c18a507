import { Attribute, Change as LdaptsChange } from 'ldapts'
import { assertSendable } from './text'

/** One attribute's change; within it deletions come first, then additions, or the replacement, by text or bytes. */
export type Change = {
  attribute: string
  add?: string[]
  delete?: string[] | 'all'
  replace?: string[]
  bytes?: Buffer[]
}

/** The same as slapd takes it (RFC 4511, 4.6). Errors: invalid input.control. */
export function ldaptsChanges({ attribute, add, delete: gone, replace, bytes }: Change): LdaptsChange[] {
  const change = (operation: 'add' | 'delete' | 'replace', values: string[]) =>
    new LdaptsChange({
      operation,
      modification: new Attribute({ type: attribute, values: values.map(assertSendable) }),
    })
  const changes: LdaptsChange[] = []
  if (gone === 'all') changes.push(change('delete', []))
  else if (gone && gone.length > 0) changes.push(change('delete', gone))
  if (add && add.length > 0) changes.push(change('add', add))
  if (replace) changes.push(change('replace', replace))
  if (bytes) {
    const modification = new Attribute({ type: attribute, values: bytes })
    changes.push(new LdaptsChange({ operation: 'replace', modification }))
  }
  return changes
}
