/** What was done to one object, whatever it was called then: from the record of changes. */
import type { PrismaClient } from '@/lib/adapters/database'
import { normaliseDn } from '@/lib/adapters/ldap'
import type { Change } from './intents'

export type RecordRow = NonNullable<Awaited<ReturnType<PrismaClient['intent']['findFirst']>>>

const MOST_NAMES = 20

/**
 * Newest first, `limit` rows after `offset`. Rows are found by entryUUID; by their DN only those that have none, from
 * before it was kept. Changes of other objects in the same record are left out.
 */
export async function historyOf(
  database: PrismaClient,
  { dn, id }: { dn: string; id: string },
  { offset, limit }: { offset: number; limit: number },
): Promise<RecordRow[]> {
  const names = { targetId: null, target: { in: await namesOf(database, dn) } }
  const rows = await database.intent.findMany({
    where: id ? { OR: [{ targetId: id }, names] } : names,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    skip: offset,
    take: limit,
  })
  return rows.map((row) => ({ ...row, changes: JSON.stringify(ownChanges(row)) }))
}

/** A move in the record gives the object another name from there on. */
function ownChanges({ target, changes }: RecordRow): Change[] {
  const names = new Set([normaliseDn(target)])
  const all = JSON.parse(changes) as Change[]
  for (const { attribute, before, after } of all)
    if (attribute === 'entryDN' && names.has(normaliseDn(before[0] ?? '')))
      names.add(normaliseDn(after[0] ?? ''))
  return all.filter(({ dn }) => names.has(normaliseDn(dn)))
}

/** The DN and, going back from move to move, those before it. */
async function namesOf(database: PrismaClient, dn: string): Promise<string[]> {
  const names = new Map([[normaliseDn(dn), dn]])
  let at = dn
  while (names.size < MOST_NAMES) {
    const moves = await database.intent.findMany({
      where: { operation: { endsWith: '.move' }, changes: { contains: JSON.stringify(at) } },
      orderBy: { at: 'desc' },
      take: 10,
    })
    const before = moves
      .flatMap((row) => JSON.parse(row.changes) as Change[])
      .find(({ attribute, after }) => attribute === 'entryDN' && after[0] === at)?.before[0]
    if (!before || names.has(normaliseDn(before))) break
    names.set(normaliseDn(before), before)
    at = before
  }
  return [...names.values()]
}
