/** What rules are done by: a job over the accounts of a place, and its parts. */
import type { Handles, JobResult } from '@/lib/access'
import { type ErrorCode, isConsoleError } from '@/lib/errors'
import { accountsAt, type RulePlace } from './places'

/** What became of each account: an error code where it could not be done, and what was done. */
export type Outcome = { failed: Record<string, ErrorCode>; found: Record<string, JobResult> }

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

/** Each account for itself; numbers of nothing are not worth telling. */
export async function forEach(
  logins: string[],
  work: (login: string) => Promise<Record<string, number>>,
): Promise<Outcome> {
  const outcome: Outcome = { failed: {}, found: {} }
  for (const login of logins) {
    try {
      const found = await work(login)
      if (Object.values(found).some((number) => number > 0)) outcome.found[login] = found
    } catch (error) {
      if (!isConsoleError(error)) throw error
      outcome.failed[login] = error.code
    }
  }
  return outcome
}
