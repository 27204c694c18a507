import type { AgentArguments, AgentResult } from '@/lib/adapters/agent/protocol'
import { internalName, type MailboxName } from '@/lib/adapters/imap/names'
import type { Instance } from '@/lib/instance/instance'
import { nameOf } from '../cyrus-tools'
import { listings } from '../listings'
import { findInMailboxList, type ListRow } from '../mailbox-list'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

type Row = AgentResult<'acl.naming'>['rows'][number]
type Wanted = Pick<AgentArguments<'acl.naming'>, 'ids' | 'owner'>

/** Characters of names and rights in one answer, whose frame holds some times that. */
const partOf = listings<Row>({
  page: 500_000,
  sizeOf: ({ mailbox, entries }) => mailbox.length + entries.flat().join('').length,
})

export const listRightsNaming: Verb<'acl.naming'> = (instance, { list, skip, ...wanted }) =>
  partOf({ list, skip }, () => inTurn('mailbox list', () => listed(instance, wanted)))

async function listed(instance: Instance, { ids, owner }: Wanted): Promise<Row[]> {
  const named = new Set(ids.flatMap((id) => [id, `-${id}`]))
  const own = owner === undefined ? undefined : internalName(`user/${owner}` as MailboxName)
  const isOwn = (name: string) => own !== undefined && (name === own || name.startsWith(`${own}.`))
  const entriesIn = ({ acl = {} }: ListRow) => Object.entries(acl).filter(([id]) => named.has(id))
  // What JSON writes in another way is looked at in any case.
  const isNamed = (line: string) =>
    [...line.matchAll(/"((?:[^"\\]|\\.)+)":/g)].some(([, id = '']) => named.has(id) || id.includes('\\'))
  const found = await findInMailboxList(
    instance,
    (line) => (own && line.includes(`"${own}`)) || isNamed(line),
  )
  return found
    .map((row) => ({ row, entries: entriesIn(row) }))
    .filter(({ row, entries }) => entries.length > 0 || isOwn(row.name))
    .map(({ row, entries }) => ({ mailbox: nameOf(row.name), entries }))
}
