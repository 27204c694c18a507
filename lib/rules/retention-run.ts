/** Rules at work: a job over the accounts of the place, as the person who set the rule. */
import { z } from 'zod'
import { type Handles, type OwnFolder, operation, type RuleTerms } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { chosenFolders, hasFolder } from './chosen'
import { forEach, jobAt, type Outcome } from './jobs'
import { withPlainNames } from './names'
import { about, accountsAt, type RulePlace, ruleInScope } from './places'

const DAY = 24 * 3600
const id = z.string().max(50)

type Rule = RuleTerms['retention']

/** Starts the job now; the worker does so once a day. Without anybody to do it for there is none. */
export const runRetention = operation({
  name: 'retention.run',
  kind: 'change',
  input: z.strictObject({ id }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id }): Promise<{ id: string | null; total: number }> {
    const { rule, place } = await ruleInScope(handles, 'retention', id)
    about(handles, place)
    await notedIfRefused(handles, id, async () => {
      plainRule(rule, place)
      if (place.login === null) return
      for await (const { login, code } of accountsAt(handles, place))
        if (!code) requireExceptions(login, await handles.folders.ownMail(login), plainRule(rule, place))
    })
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
    return forEach(logins, (login, found) =>
      notedIfRefused(handles, id, () => deleteOld(handles, login, { rule, place, found })),
    )
  },
})

async function deleteOld(
  { folders, intent }: Handles,
  login: string,
  { rule: given, place, found }: { rule: Rule; place: RulePlace; found: Record<string, number> },
): Promise<void> {
  const rule = plainRule(given, place)
  const own = await folders.ownMail(login)
  if (place.login !== null) requireExceptions(login, own, rule)
  const names = chosenFolders(`user/${login}`, own, rule)
  const old = { seconds: rule.days * DAY, sparesFlagged: rule.sparesFlagged }
  const denied: string[] = []
  const gone = new Map<string, number>()
  try {
    await folders.deleteOld(login, names, old, (folder, count) => {
      if (count === null) denied.push(folder)
      else gone.set(folder, (gone.get(folder) ?? 0) + count)
    })
  } finally {
    for (const [folder, count] of gone) {
      found.deleted = (found.deleted ?? 0) + count
      intent.change({ dn: folder, attribute: 'messages', before: [], after: [`-${count}`] })
    }
  }
  if (denied.length > 0) throw new ConsoleError('denied', 'retention.denied', { folders: denied.join(', ') })
}

/** Rules may be older than what is asked of the names in them. Errors: what is wrong with the first such name. */
function plainRule(rule: Rule, { login }: RulePlace): Rule {
  try {
    return withPlainNames(rule, login)
  } catch (error) {
    const [problem] = isConsoleError(error) ? error.fields : []
    throw problem ? new ConsoleError('invalid', problem.code, problem.values) : error
  }
}

/** What is to be spared may be called something else by now: that is not to be emptied. Errors: conflict. */
function requireExceptions(login: string, own: OwnFolder[], { except }: Rule): void {
  const gone = except.filter((word) => !hasFolder(`user/${login}`, own, word))
  if (gone.length === 0) return
  throw new ConsoleError('conflict', 'retention.exceptGone', { except: gone.join(', '), login })
}

/** Whoever looks at the rule reads why nothing was done. */
async function notedIfRefused<T>({ folderRules }: Handles, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isConsoleError(error) && error.code.startsWith('retention.')) await folderRules.stopped(id, error)
    throw error
  }
}
