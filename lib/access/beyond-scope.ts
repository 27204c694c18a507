/**
 * What the console does with its own rights for something in the actor's scope, because those of persons end where the
 * scope does. slapd lets it write no more than this (lib/instance/slapd/access-rules.ts).
 */
import { type Entry, type Filter, refusalOf } from '@/lib/adapters/ldap'
import * as filter from '@/lib/adapters/ldap/filter'
import type { Connections } from './connections'
import type { ScopedDirectory } from './directory'
import type { Intent } from './intents'
import { rightsNaming } from './rights-naming'

export type BeyondScope = {
  /**
   * Whether a name cannot be given to a container as a group: another one has it, or had it, or access lists of
   * folders give something to it, whoever had it. Errors: unavailable while the agent does not answer.
   */
  isGroupNameUsed(id: string): Promise<boolean>
  /** Gives a container in scope its name as a group; false when somebody else has got it meanwhile. */
  nameGroup(dn: string, id: string): Promise<boolean>
  /** Entries of the whole server that have an entry of the scope as a member, whether the actor sees them or not. */
  leadingTo(dn: string, wanted: Filter, attributes: string[]): Promise<Entry[]>
  /** Entries of the whole server, `limit` at most, of which the actor reaches a member. */
  leadingIntoScope(wanted: Filter, attributes: string[], limit: number): Promise<Entry[]>
  /** Removes an address that an entry of the scope has brought from another domain; whoever may change that one may. */
  removeBrought(alias: Entry, dn: string): Promise<void>
}

export function beyondScope(
  { directory, database, callAgent, instance }: Connections,
  narrowed: ScopedDirectory,
  intent: Intent,
): BeyondScope {
  const asConsole = directory.as(null)
  const look = (wanted: Filter, attributes: string[]) =>
    asConsole.search(instance.suffix, wanted, { scope: 'sub', attributes })
  return {
    async isGroupNameUsed(id) {
      if ((await look(filter.equals('smGroupId', id), ['1.1'])).length > 0) return true
      if (await database.formerGroup.findUnique({ where: { id } })) return true
      return (await rightsNaming({ callAgent }, { ids: [`group:${id}`] })).length > 0
    },
    async nameGroup(dn, id) {
      await narrowed.requireChangeable(dn)
      try {
        await asConsole.modify(dn, [{ attribute: 'smGroupId', replace: [id] }])
      } catch (error) {
        if (refusalOf(error)?.notUnique) return false
        throw error
      }
      intent.change({ dn, attribute: 'smGroupId', before: [], after: [id] })
      return true
    },
    async leadingTo(dn, wanted, attributes) {
      await narrowed.read(dn, ['1.1'])
      return look(filter.and(wanted, filter.equals('member', dn)), attributes)
    },
    async leadingIntoScope(wanted, attributes, limit) {
      const options = { scope: 'sub' as const, attributes: [...attributes, 'member'], limit }
      const found = await asConsole.search(instance.suffix, wanted, options)
      return found.filter((entry) => entry.values('member').some(narrowed.reaches))
    },
    async removeBrought(alias, dn) {
      await narrowed.requireChangeable(dn)
      await asConsole.remove(alias.dn)
      for (const attribute of ['cn', 'mailLocalAddress', 'member'])
        intent.change({ dn: alias.dn, attribute, before: alias.values(attribute), after: [] })
    },
  }
}
