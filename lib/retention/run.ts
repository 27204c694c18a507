/** Rules at work: a job over the accounts of the place, as the person who set the rule. */
import { z } from 'zod'
import { type Handles, type JobResult, operation, type RetentionRule } from '@/lib/access'
import { type ErrorCode, isConsoleError } from '@/lib/errors'
import { chosenFolders } from './chosen'
import { accountsAt, ruleInScope } from './places'

const DAY = 24 * 3600
const id = z.string().max(50)

/** Starts the job now; the worker does so once a day. Without anybody to do it for there is none. */
export const runRetention = operation({
  name: 'retention.run',
  kind: 'change',
  input: z.strictObject({ id }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id }): Promise<{ id: string | null; total: number }> {
    const { place } = await ruleInScope(handles, id)
    handles.intent.about({ dn: place.dn, name: place.login ?? place.name })
    const items = []
    for await (const { id: target, login, code } of accountsAt(handles, place))
      items.push({ target, name: login, ...(code && { skip: code }) })
    const job = items.length === 0 ? null : await handles.jobs.create('retention', { id }, items)
    await handles.retentionRules.started(id, job)
    return { id: job, total: items.length }
  },
})

/** What became of each: an error code, or how many messages went. */
export type Outcome = { failed: Record<string, ErrorCode>; found: Record<string, JobResult> }

/** The part of a job that is done at once: some accounts, each for itself. */
export const applyRetention = operation({
  name: 'retention.apply',
  kind: 'change',
  input: z.strictObject({ id, logins: z.array(z.string().min(1).max(64)).min(1).max(100) }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id, logins }): Promise<Outcome> {
    const { rule, place } = await ruleInScope(handles, id)
    handles.intent.about({ dn: place.dn, name: place.login ?? place.name })
    const outcome: Outcome = { failed: {}, found: {} }
    for (const login of logins) {
      try {
        const deleted = await deleteOld(handles, login, rule)
        if (deleted > 0) outcome.found[login] = { deleted }
      } catch (error) {
        if (!isConsoleError(error)) throw error
        outcome.failed[login] = error.code
      }
    }
    return outcome
  },
})

async function deleteOld({ folders, intent }: Handles, login: string, rule: RetentionRule): Promise<number> {
  const names = chosenFolders(`user/${login}`, await folders.ownMail(login), rule)
  const old = { seconds: rule.days * DAY, sparesFlagged: rule.sparesFlagged }
  const deleted = await folders.deleteOld(login, names, old)
  for (const [folder, count] of deleted)
    intent.change({ dn: folder, attribute: 'messages', before: [], after: [`-${count}`] })
  return [...deleted.values()].reduce((sum, count) => sum + count, 0)
}
