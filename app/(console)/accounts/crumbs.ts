/** The way down to a page below Accounts, for its header. */
import type { T } from '@/lib/locales/translate'
import { accountsAt } from '../places'

export function crumbs(t: T, path: { dn: string; name: string }[]) {
  return [
    { label: t('Accounts'), href: '/accounts?at=' },
    ...path.map(({ dn, name }) => ({ label: name, href: accountsAt(dn) })),
  ]
}
