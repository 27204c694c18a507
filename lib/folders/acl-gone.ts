/** Entries of access lists that name somebody who is gone, such as an account that was taken away with ldapdelete(1). */
import { z } from 'zod'
import { operation } from '@/lib/access'

/** `folders` is in how many access lists; deleted folders that are kept count as well. */
export type GoneRow = { id: string; folders: number }

export const listGone = operation({
  name: 'acl.gone',
  kind: 'read',
  input: z.strictObject({}),
  async run({ folders }): Promise<{ rows: GoneRow[] }> {
    const count = new Map<string, number>()
    for (const { id } of await folders.rightsOfGone()) count.set(id, (count.get(id) ?? 0) + 1)
    return {
      rows: [...count].map(([id, folders]) => ({ id, folders })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    }
  },
})

/**
 * Takes those of these identifiers that are nobody's out of all access lists but those of their own folders, whoever's
 * they are: the next one of the name would have the rights. How many there were is told to those only who see all folders.
 */
export const forgetGone = operation({
  name: 'acl.forgetGone',
  kind: 'change',
  goesOn: true,
  input: z.strictObject({ ids: z.array(z.string().min(1).max(200)).min(1).max(1000) }),
  target: ({ ids: [first = '', ...others] }) => ({ name: others.length > 0 ? '' : first }),
  async run({ folders, intent, grant }, { ids }): Promise<{ entries: number }> {
    const taken = await folders.forgetGone(ids)
    for (const { folder, id, rights } of taken)
      intent.change({ dn: folder, attribute: `acl ${id}`, before: [rights], after: [] })
    return { entries: grant === 'all' ? taken.length : 0 }
  },
})
