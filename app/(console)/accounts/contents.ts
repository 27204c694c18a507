/** What is in a container, counted. */
import type { Kind } from '@/lib/directory'
import { formatList } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'

/** "3 accounts and 1 group"; '' when there is nothing. `former` are addresses of who has moved to another domain. */
export function contentsText(t: T, contents: Record<Kind, number>, former = 0): string {
  const { user, alias, group, organization, contact, resource } = contents
  const parts = [
    organization ? t.plural('{n} organization', '{n} organizations', organization) : '',
    group ? t.plural('{n} group', '{n} groups', group) : '',
    user ? t.plural('{n} account', '{n} accounts', user) : '',
    contact ? t.plural('{n} contact', '{n} contacts', contact) : '',
    resource ? t.plural('{n} resource', '{n} resources', resource) : '',
    alias ? t.plural('{n} alias', '{n} aliases', alias) : '',
    former
      ? t.plural(
          '{n} address of an account that has moved away',
          '{n} addresses of accounts that have moved away',
          former,
        )
      : '',
  ].filter(Boolean)
  return parts.length > 0 ? formatList(t.locale, parts) : ''
}
