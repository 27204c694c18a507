import { randomUUID } from 'node:crypto'
import type { AgentArguments, AgentResult } from '@/lib/adapters/agent/protocol'
import { internalName, type MailboxName } from '@/lib/adapters/imap/names'
import type { Instance } from '@/lib/instance/instance'
import { nameOf } from '../cyrus-tools'
import { findInMailboxList, type ListRow } from '../mailbox-list'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

type Row = AgentResult<'acl.naming'>['rows'][number]
type Wanted = Pick<AgentArguments<'acl.naming'>, 'ids' | 'owner'>

/** Characters of names and rights in one answer, whose frame holds some times that. */
const PAGE = 500_000

/** The last listing, for who is not done with it; a new one takes its place. */
let last: { list: string; rows: Row[] } = { list: '', rows: [] }

export const listRightsNaming: Verb<'acl.naming'> = async (instance, { list, skip, ...wanted }) => {
  const listing =
    list !== undefined && list === last.list
      ? last
      : await inTurn('mailbox list', () => listed(instance, wanted))
  const rows: Row[] = []
  let size = 0
  for (const row of listing.rows.slice(skip)) {
    size += row.mailbox.length + row.entries.flat().join('').length
    if (size > PAGE && rows.length > 0) break
    rows.push(row)
  }
  return { list: listing.list, rows, next: skip + rows.length, total: listing.rows.length }
}

async function listed(instance: Instance, { ids, owner }: Wanted): Promise<typeof last> {
  const named = new Set(ids.flatMap((id) => [id, `-${id}`]))
  const own = owner === undefined ? undefined : internalName(`user/${owner}` as MailboxName)
  const isOwn = (name: string) => own !== undefined && (name === own || name.startsWith(`${own}.`))
  const entriesIn = ({ acl = {} }: ListRow) => Object.entries(acl).filter(([id]) => named.has(id))
  const needles = [...ids.map((id) => `${id}"`), ...(own ? [`"${own}`] : [])]
  const found = await findInMailboxList(instance, needles)
  const rows = found
    .map((row) => ({ row, entries: entriesIn(row) }))
    .filter(({ row, entries }) => entries.length > 0 || isOwn(row.name))
    .map(({ row, entries }) => ({ mailbox: nameOf(row.name), entries }))
  last = { list: randomUUID(), rows }
  return last
}
