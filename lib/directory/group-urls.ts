/** memberURL holds the DN, so all groups at and below a container that got another one need it anew. */
import { z } from 'zod'
import { filter, type Handles, operation, rdnValue } from '@/lib/access'
import { entryName } from './fields'
import { isContainer } from './kinds'
import { containerAt } from './tree'

/** Makes groups of their accounts again of a container, and of those below it, that ldapmodrdn renamed or moved. */
export const refreshGroups = operation({
  name: 'container.refreshGroups',
  kind: 'change',
  writesGuarded: true,
  input: z.strictObject({ dn: entryName }),
  target: ({ dn }) => ({ dn, name: dn }),
  async run(handles, { dn }): Promise<void> {
    const entry = await containerAt(handles, dn)
    handles.intent.about({ dn: entry.dn, name: rdnValue(entry.dn) })
    await writeMemberUrls(handles, entry.dn)
  },
})

export async function writeMemberUrls(handles: Handles, dn: string): Promise<void> {
  const groups = await handles.directory.search(dn, filter.and(isContainer, filter.present('memberURL')), {
    scope: 'sub',
    attributes: ['memberURL'],
  })
  for (const group of groups) {
    const wanted = handles.groupMembersUrl(group.dn)
    if (group.values('memberURL').join() === wanted) continue
    await handles.directory.modify(group.dn, [{ attribute: 'memberURL', replace: [wanted] }])
  }
}
