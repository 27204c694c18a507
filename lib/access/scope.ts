/** What part of the directory an actor reaches with a grant. Everything else does not exist for the operation. */
import { isWithin, parentDn, sameDn } from '@/lib/adapters/ldap'
import type { Grant } from './permissions'
import type { Person } from './person'

export type Scope = {
  /** Containers whose contents, at any depth, are inside. */
  containers: string[]
  /** Branches that are outside although they lie below a container. */
  except: string[]
  /** Single entries that are inside. */
  entries: string[]
}

/** The scope that a grant gives a person; empty when a group administrator does not live in the group. */
export function scopeOf(person: Person, grant: Grant, suffix: string): Scope {
  const none: Scope = { containers: [], except: [], entries: [] }
  if (grant === 'self') return { ...none, entries: [person.dn] }
  if (grant === 'all') {
    const except = [`ou=services,${suffix}`, `ou=policies,${suffix}`]
    return { ...none, containers: [suffix], except }
  }
  if (person.role === 'domainAdministrator') return { ...none, containers: person.manages }
  const home = parentDn(person.dn)
  return { ...none, containers: person.local && sameDn(person.local, home) ? [home] : [] }
}

/** Whether an entry, present or yet to be made, may be changed. */
export function covers(scope: Scope, dn: string): boolean {
  if (scope.entries.some((entry) => sameDn(entry, dn))) return true
  if (scope.except.some((branch) => isWithin(dn, branch))) return false
  return scope.containers.some((container) => isWithin(dn, container) && !sameDn(dn, container))
}

/** Whether an entry may be looked at or have something added below it: the containers themselves count too. */
export function reaches(scope: Scope, dn: string): boolean {
  return covers(scope, dn) || scope.containers.some((container) => sameDn(dn, container))
}
