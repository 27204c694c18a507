/** Facts about accounts in the person's language. */
import type { Role } from '@/lib/access'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import type { RulePlace } from '@/lib/rules'
import { isGone } from '@/lib/rules/gone'
import { wayOf } from '../ways'

const roles: Record<Role, Message> = {
  manager: msgid('Manager'),
  administrator: msgid('Administrator'),
  domainAdministrator: msgid('Domain administrator'),
  groupAdministrator: msgid('Group administrator'),
  user: msgid('User'),
}

export function roleWords(role: Role, t: T): string {
  return t.message(roles[role])
}

export function stateWords(
  user: { suspended: boolean; refusesMail?: boolean; mustChangePassword?: boolean },
  t: T,
): string {
  if (user.suspended) return user.refusesMail ? t('suspended, mail is refused') : t('suspended')
  return user.mustChangePassword ? t('has to change the password') : t('active')
}

/** Roles as options name them. */
export const roleNames = {
  manager: 'manager',
  administrator: 'administrator',
  'domain-administrator': 'domainAdministrator',
  'group-administrator': 'groupAdministrator',
  user: 'user',
} as const satisfies Record<string, Role>

export function yesOrNo(is: boolean, t: T): string {
  return is ? t('yes') : t('no')
}

/** Whom a rule is for. */
export function rulePlaceWords(place: RulePlace, t: T): string {
  if (isGone(place)) return t('A place that is gone')
  return place.id === '' ? t('Everybody on this server') : (place.login ?? wayOf(place.dn))
}
