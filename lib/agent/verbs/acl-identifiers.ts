import { listings } from '../listings'
import { identifiersInMailboxList } from '../mailbox-list'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

/** Characters of one answer, whose frame holds some times that. */
const partOf = listings<string>({ page: 200_000, sizeOf: (id) => id.length })

export const listIdentifiers: Verb<'acl.identifiers'> = async (instance, where) => {
  const make = () => inTurn('mailbox list', () => identifiersInMailboxList(instance))
  const { rows: ids, ...part } = await partOf(where, make)
  return { ...part, ids }
}
