/** Roles that somebody can give, in the reader's language. */
import type { Role } from '@/lib/access'
import { givableRoles } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import { roleNames } from '../words'
import type { RoleOption } from './role-fields'

export function rolesToGive(t: T, giver: Role): RoleOption[] {
  return givableRoles[giver].map((role) => ({
    value: role,
    label: role === 'user' ? t('None') : t.message(roleNames[role]),
  }))
}
