/** Rules at work: a job over the accounts of the place, as the person who set the rule. */
import { z } from 'zod'
import { type Handles, operation, type RuleTerms } from '@/lib/access'
import { chosenFolders } from './chosen'
import { forEach, jobAt, type Outcome } from './jobs'
import { about, ruleInScope } from './places'

const DAY = 24 * 3600
const id = z.string().max(50)

/** Starts the job now; the worker does so once a day. Without anybody to do it for there is none. */
export const runRetention = operation({
  name: 'retention.run',
  kind: 'change',
  input: z.strictObject({ id }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id }): Promise<{ id: string | null; total: number }> {
    const { place } = await ruleInScope(handles, 'retention', id)
    about(handles, place)
    const { job, total } = await jobAt(handles, place, 'retention', { id })
    await handles.folderRules.started(id, job)
    return { id: job, total }
  },
})

/** The part of a job that is done at once: some accounts, each for itself. */
export const applyRetention = operation({
  name: 'retention.apply',
  kind: 'change',
  input: z.strictObject({ id, logins: z.array(z.string().min(1).max(64)).min(1).max(100) }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id, logins }): Promise<Outcome> {
    const { rule, place } = await ruleInScope(handles, 'retention', id)
    about(handles, place)
    return forEach(logins, async (login) => ({ deleted: await deleteOld(handles, login, rule) }))
  },
})

async function deleteOld(
  { folders, intent }: Handles,
  login: string,
  rule: RuleTerms['retention'],
): Promise<number> {
  const names = chosenFolders(`user/${login}`, await folders.ownMail(login), rule)
  const old = { seconds: rule.days * DAY, sparesFlagged: rule.sparesFlagged }
  const deleted = await folders.deleteOld(login, names, old)
  for (const [folder, count] of deleted)
    intent.change({ dn: folder, attribute: 'messages', before: [], after: [`-${count}`] })
  return [...deleted.values()].reduce((sum, count) => sum + count, 0)
}
