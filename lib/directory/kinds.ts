/** What an entry is, told by its object classes. */
import { type Entry, filter } from '@/lib/access'

export type Kind = 'domain' | 'organization' | 'group' | 'user' | 'alias'

/** The kind, or null for entries that are none of the console's. */
export function kindOf(entry: Entry): Kind | null {
  const classes = entry.values('objectClass').map((name) => name.toLowerCase())
  if (classes.includes('smaccount')) return 'user'
  if (classes.includes('smalias')) return 'alias'
  if (!classes.includes('smcontainer')) return null
  if (classes.includes('domainrelatedobject')) return 'domain'
  return classes.includes('organizationalunit') ? 'group' : 'organization'
}

export const isUser = filter.equals('objectClass', 'smAccount')
export const isAlias = filter.equals('objectClass', 'smAlias')
export const isContainer = filter.equals('objectClass', 'smContainer')
export const isDomain = filter.and(isContainer, filter.equals('objectClass', 'domainRelatedObject'))
