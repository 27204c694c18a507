/** What an entry is, told by its object classes. */
import { type Entry, filter } from '@/lib/access'

export const kinds = ['domain', 'organization', 'group', 'user', 'contact', 'resource', 'alias'] as const
export type Kind = (typeof kinds)[number]

/** The kind, or null for entries that are none of the console's. */
export function kindOf(entry: Entry): Kind | null {
  const classes = entry.values('objectClass').map((name) => name.toLowerCase())
  if (classes.includes('smaccount')) return 'user'
  if (classes.includes('smalias')) return 'alias'
  if (classes.includes('smcontact')) return 'contact'
  if (classes.includes('smresource')) return 'resource'
  if (!classes.includes('smcontainer')) return null
  if (classes.includes('domainrelatedobject')) return 'domain'
  return classes.includes('organizationalunit') ? 'group' : 'organization'
}

export const isUser = filter.equals('objectClass', 'smAccount')
export const isAlias = filter.equals('objectClass', 'smAlias')
/** Besides, an alias for an address that an account had here before it moved to another domain. */
export const isFormer = filter.equals('objectClass', 'smFormerAddress')
export const isContact = filter.equals('objectClass', 'smContact')
export const isResource = filter.equals('objectClass', 'smResource')
export const isContainer = filter.equals('objectClass', 'smContainer')
export const isDomain = filter.and(isContainer, filter.equals('objectClass', 'domainRelatedObject'))

/** A filter for each kind, exactly as kindOf tells them apart. */
export const isOfKind: Record<Kind, filter.Filter> = {
  domain: isDomain,
  organization: filter.and(
    isContainer,
    filter.equals('objectClass', 'organization'),
    filter.not(filter.equals('objectClass', 'domainRelatedObject')),
  ),
  group: filter.and(isContainer, filter.equals('objectClass', 'organizationalUnit')),
  user: isUser,
  contact: isContact,
  resource: isResource,
  alias: isAlias,
}

/** What is counted as of a kind: an address that an account left behind is none of the aliases. */
export const isCounted: Record<Kind, filter.Filter> = {
  ...isOfKind,
  alias: filter.and(isAlias, filter.not(isFormer)),
}
