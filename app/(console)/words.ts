/** Names of roles and kinds of entries, and their icons. */
import type { ComponentType } from 'react'
import {
  AliasIcon,
  ContactIcon,
  DomainIcon,
  GroupIcon,
  type IconProps,
  OrganizationIcon,
  PersonIcon,
  ResourceIcon,
} from '@/components/ui/icons'
import type { Role } from '@/lib/access'
import type { Kind } from '@/lib/directory'
import { type Message, msgid } from '@/lib/locales/translate'

export const roleNames: Record<Role, Message> = {
  manager: msgid('Manager'),
  administrator: msgid('Administrator'),
  domainAdministrator: msgid('Domain administrator'),
  groupAdministrator: msgid('Group administrator'),
  user: msgid('User'),
}

export const kindNames: Record<Kind, Message> = {
  domain: msgid('Domain'),
  organization: msgid('Organization'),
  group: msgid('Group'),
  user: msgid('Account'),
  contact: msgid('Contact'),
  resource: msgid('Resource'),
  alias: msgid('Alias'),
}

export const kindIcons: Record<Kind, ComponentType<IconProps>> = {
  domain: DomainIcon,
  organization: OrganizationIcon,
  group: GroupIcon,
  user: PersonIcon,
  contact: ContactIcon,
  resource: ResourceIcon,
  alias: AliasIcon,
}
