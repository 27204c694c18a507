/** Rules on posting at work: for the mailboxes that are there by a job, at once and then once a day. */
import { z } from 'zod'
import { closeForPosting, openForPosting, operation } from '@/lib/access'
import { userByLogin } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { folderName } from '@/lib/folders'
import { forEach, jobAt, type Outcome } from './jobs'
import { about, placeById, ruleInScope } from './places'

const id = z.string().max(50)
const logins = z.array(z.string().min(1).max(64)).min(1).max(100)

/** Starts the job now, for folders that came past the console; the worker does so once a day. */
export const runPosting = operation({
  name: 'posting.run',
  kind: 'change',
  input: z.strictObject({ id }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id }): Promise<{ id: string | null; total: number }> {
    const { place } = await ruleInScope(handles, 'posting', id)
    about(handles, place)
    const { job, total } = await jobAt(handles, place, 'posting', { id })
    await handles.folderRules.started(id, job)
    return { id: job, total }
  },
})

/** The part of a job that is done at once: some accounts, each for itself. */
export const applyPosting = operation({
  name: 'posting.apply',
  kind: 'change',
  input: z.strictObject({ id, logins }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id, logins }): Promise<Outcome> {
    const { rule, place } = await ruleInScope(handles, 'posting', id)
    about(handles, place)
    return forEach(logins, async (login, found) => {
      found.opened = await openForPosting(handles, login, [rule.folder])
    })
  },
})

/** The same of a job that takes the right again, when the rule is gone. */
export const withdrawPosting = operation({
  name: 'posting.withdraw',
  kind: 'change',
  input: z.strictObject({ place: z.string().max(50), folder: folderName.min(1, 'input.required'), logins }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { place: id, folder, logins }): Promise<Outcome> {
    const place = await placeById(handles, id)
    if (!place) throw new ConsoleError('notFound', 'access.notFound')
    about(handles, place)
    return forEach(logins, async (login, found) => {
      const { dn } = await userByLogin(handles, login)
      const kept = await handles.postingWordsAt(dn)
      found.closed = await closeForPosting(handles, login, { words: [folder], kept })
    })
  },
})
