/**
 * Accounts that are deleted together. Each is taken out of all access lists, for which Cyrus's list of all folders is
 * looked through: here once for all of them, and once more when they are gone, for what was given meanwhile.
 */

import { type Caller, perform } from '@/lib/access'
import type { Connections } from '@/lib/access/connections'
import { type NamingRow, rightsNaming } from '@/lib/access/rights-naming'
import { batches } from '@/lib/adapters/batches'
import { forgetGone } from '@/lib/folders'

/** Identifiers in one question to the agent. */
const MANY = 1000
/** An account looks before anything is lost and when its rights go. When these do not, it looks for itself. */
const LOOKS = 2

/** The same connections, where the first looks for one of these logins are answered from one that was for all. */
export function lookedTogether(over: Connections, logins: string[]): Connections {
  let all: Promise<NamingRow[]> | undefined
  const looks = new Map(logins.map((login) => [login, LOOKS]))
  const callAgent: Connections['callAgent'] = async (verb, args) => {
    const { ids = [], owner } = args as { ids?: string[]; owner?: string }
    const [login = ''] = ids
    const left = looks.get(login) ?? 0
    if (verb !== 'acl.naming' || ids.length !== 1 || owner !== undefined || left === 0)
      return over.callAgent(verb, args)
    looks.set(login, left - 1)
    all ??= inSlices(logins, (some) => rightsNaming(over, { ids: some }))
    const rows = (
      await all.catch((error: unknown) => {
        all = undefined
        throw error
      })
    ).flatMap(({ folder, entries }) => {
      const own = entries.filter(({ id }) => id === login || id === `-${login}`)
      return own.length > 0 ? [{ mailbox: folder, entries: own.map(({ id, rights }) => [id, rights]) }] : []
    })
    return { list: '', rows, next: rows.length, total: rows.length } as never
  }
  return Object.create(over, { callAgent: { value: callAgent } }) as Connections
}

/** What was given to them between that look and their end is taken, too. */
export async function forgetAfterwards(over: Connections, caller: Caller, logins: string[]): Promise<void> {
  await inSlices(logins, async (ids) => {
    await perform(caller, forgetGone, { ids }, over)
    return []
  })
}

async function inSlices<T>(logins: string[], work: (some: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (const some of batches(logins, MANY)) found.push(...(await work(some)))
  return found
}
