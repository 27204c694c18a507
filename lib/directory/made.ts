/** Tells an entry that a change made from a namesake that somebody else made, before anything is taken back. */
import type { Entry, Handles } from '@/lib/access'
import { generalizedTime, sameDn } from '@/lib/access'
import { isConsoleError } from '@/lib/errors'

export type Maker = { dn: string; at: Date }

/** Whether slapd says that this person made the entry within two minutes after the intent was written. */
export function isMadeBy(entry: Entry, maker: Maker): boolean {
  const made = generalizedTime(entry.first('createTimestamp') ?? '')
  const creator = entry.first('creatorsName') ?? ''
  if (!made || !creator || !sameDn(creator, maker.dn)) return false
  return made.getTime() >= maker.at.getTime() - 1000 && made.getTime() < maker.at.getTime() + 120_000
}

/** Takes an entry back that this change made; leaves what is absent or somebody else's. */
export async function takeBack({ directory }: Handles, dn: string, maker: Maker): Promise<void> {
  const entry = await directory.read(dn, ['createTimestamp', 'creatorsName']).catch(absentIsNull)
  if (entry && isMadeBy(entry, maker)) await directory.remove(dn).catch(absentIsNull)
}

/** For reads that may find nothing. */
export function absentIsNull(error: unknown): null {
  if (isConsoleError(error, 'notFound')) return null
  throw error
}
