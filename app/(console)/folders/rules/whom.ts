import type { RulePlace } from '@/lib/rules'
import type { Whom } from './whom-field'

/** Whom a rule is for, as a form has it; of a place that is gone nobody yet. */
export function whomOf({ id, dn, login, label }: RulePlace): Whom {
  const none = { at: { label: '', dn: '' }, login: { label: '', id: '' } }
  if (id === '') return { ...none, whom: 'server' }
  if (login === null) return { ...none, whom: 'place', at: { label, dn } }
  return { ...none, whom: 'person', login: { label: login, id: login } }
}
