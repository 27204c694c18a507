/** Where a public folder is while its type is set: Cyrus sets one for a folder with an owner only. */
import { type Folders, type MailboxName, mailboxName } from '@/lib/adapters/imap'
import { isConsoleError } from '@/lib/errors'
import { HOLDER } from './folder-scope'
import type { Grant } from './permissions'

export type TypeHolders = {
  /** Where a public folder is put by one change, by that one's id. */
  typeHolder(id: string): Promise<string>
  isTypeHolder(name: string): boolean
  /** Brings a public folder back with all that is below it, wherever the way there or back broke off. */
  bringHome(holder: string, name: string): Promise<void>
}

export function typeHolders(
  folders: Folders,
  inScope: (name: string) => Promise<MailboxName>,
  { grant, absent }: { grant: Grant; absent: (name: string) => Error },
): TypeHolders {
  return {
    async typeHolder(id) {
      if (grant !== 'all') throw absent('/')
      return folders.publicTypeHolder(id)
    },
    isTypeHolder: (name) => HOLDER.test(name),
    async bringHome(holder, name) {
      if (grant !== 'all' || !HOLDER.test(holder)) throw absent(holder)
      const [from, to] = [mailboxName(holder), await inScope(name)]
      // Cyrus renames one after the other, the one above first: the rest may be where it was.
      const held = await folders.below(from)
      if (await folders.exists(from)) held.unshift(from)
      const places = held.map((one) => moved(one, from, to))
      const present = await folders.present(places)
      await folders.carryLimits(
        to,
        from,
        places.filter((place) => !present.has(place)),
      )
      for (const one of held) {
        if (!(await folders.exists(one))) continue
        await folders.rename(one, moved(one, from, to)).catch(async (error: unknown) => {
          // Above those that it did not come to, Cyrus makes empty ones.
          const isTaken = isConsoleError(error) && error.code === 'folder.taken'
          if (!isTaken || (await folders.facts([one])).get(one)?.messages) throw error
        })
      }
      const home = [to, ...(await folders.below(to))]
      await folders.carryLimits(
        from,
        to,
        home.map((one) => moved(one, to, from)),
      )
    },
  }
}

function moved(one: MailboxName, from: MailboxName, to: MailboxName): MailboxName {
  return mailboxName(`${to}${one.slice(from.length)}`)
}
