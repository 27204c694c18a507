/** The way down to a page below Accounts, for its header. */
import { readWay, type Step } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import { accountsAt } from '../places'

export function crumbs(t: T, path: Pick<Step, 'dn' | 'name' | 'unicode'>[]) {
  return [
    { label: t('Accounts'), href: '/accounts?at=' },
    ...path.map((step) => ({ label: readWay([step]), href: accountsAt(step.dn) })),
  ]
}
