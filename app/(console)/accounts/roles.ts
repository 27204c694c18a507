/** Roles that somebody can give, and the domains these can be for. */
import type { Role } from '@/lib/access'
import { read } from '@/lib/access/web'
import { givableRoles, listDomains } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import { roleNames } from '../words'
import type { RoleOption } from './role-fields'

export async function rolesToGive(t: T, giver: Role): Promise<{ roles: RoleOption[]; domains: string[] }> {
  const givable = givableRoles[giver]
  const roles = givable.map((role) => ({
    value: role,
    label: role === 'user' ? t('None') : t.message(roleNames[role]),
  }))
  if (!givable.includes('domainAdministrator')) return { roles, domains: [] }
  const domains = await read(listDomains)
  return { roles, domains: domains.ok ? domains.value.map(({ name }) => name) : [] }
}
