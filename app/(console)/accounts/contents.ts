/** What is in a container, counted. */
import type { Kind } from '@/lib/directory'
import { formatList } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'

/** "3 accounts and 1 group"; '' when there is nothing. */
export function contentsText(t: T, contents: Record<Kind, number>): string {
  const { user, alias, group, organization, contact, resource } = contents
  const parts = [
    organization ? t.plural('{n} organization', '{n} organizations', organization) : '',
    group ? t.plural('{n} group', '{n} groups', group) : '',
    user ? t.plural('{n} account', '{n} accounts', user) : '',
    contact ? t.plural('{n} contact', '{n} contacts', contact) : '',
    resource ? t.plural('{n} resource', '{n} resources', resource) : '',
    alias ? t.plural('{n} alias', '{n} aliases', alias) : '',
  ].filter(Boolean)
  return parts.length > 0 ? formatList(t.locale, parts) : ''
}
