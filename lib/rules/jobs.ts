/** What rules are done by: a job over the accounts of a place, and its parts. */
import type { Handles, JobResult } from '@/lib/access'
import { isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { accountsAt, type RulePlace } from './places'

/** What became of each account: why it could not be done, or not all of it, and what was done. */
export type Outcome = { failed: Record<string, Reason>; found: Record<string, JobResult> }

/** Starts a job over everybody at a place; without anybody there is none. */
export async function jobAt(
  handles: Handles,
  place: RulePlace,
  action: string,
  options: Record<string, unknown>,
): Promise<{ job: string | null; total: number }> {
  const items = []
  for await (const { id: target, login, code } of accountsAt(handles, place))
    items.push({ target, name: login, ...(code && { skip: code }) })
  const job = items.length === 0 ? null : await handles.jobs.create(action, options, items)
  return { job, total: items.length }
}

/** Each account for itself, noting what was found on the way; numbers of nothing are not worth telling. */
export async function forEach(
  logins: string[],
  work: (login: string, found: Record<string, number>) => Promise<void>,
): Promise<Outcome> {
  const outcome: Outcome = { failed: {}, found: {} }
  let away: Reason | null = null
  for (const login of logins) {
    const found: Record<string, number> = {}
    // A server that hangs would be waited for by everybody.
    if (away) {
      outcome.failed[login] = away
      continue
    }
    try {
      await work(login, found)
    } catch (error) {
      if (!isConsoleError(error)) throw error
      outcome.failed[login] = reasonOf(error)
      if (error.kind === 'unavailable') away = reasonOf(error)
    }
    if (Object.values(found).some((number) => number > 0)) outcome.found[login] = found
  }
  return outcome
}
