/** What was done to one object, under all the names it has had: from the record of changes. */
import type { PrismaClient } from '@/lib/adapters/database'
import { normaliseDn } from '@/lib/adapters/ldap'
import type { Change } from './intents'

export type RecordRow = NonNullable<Awaited<ReturnType<PrismaClient['intent']['findFirst']>>>

const MOST_NAMES = 20

/** Newest first, `limit` rows after `offset`. Changes of other objects in the same record are left out. */
export async function historyOf(
  database: PrismaClient,
  dn: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<RecordRow[]> {
  const names = await namesOf(database, dn)
  const rows = await database.intent.findMany({
    where: { target: { in: [...names.values()] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    skip: offset,
    take: limit,
  })
  return rows.map((row) => {
    const changes = JSON.parse(row.changes) as Change[]
    return { ...row, changes: JSON.stringify(changes.filter(({ dn }) => names.has(normaliseDn(dn)))) }
  })
}

/** The DN and, going back from move to move, those before it; by their normal form. */
async function namesOf(database: PrismaClient, dn: string): Promise<Map<string, string>> {
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
  return names
}
