/**
 * The worker's side of jobs: each that waits has its turn, the oldest first, so that none stands behind a long one or
 * one whose server is away. A job's items are done one after the other, and being killed puts off none of it: an item
 * that was begun and not closed is looked up in the record of changes, and what is there as done is not done again.
 */
import type { Caller, ItemState, JobResult, Operation } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { perform } from '@/lib/access/perform'
import { troubleOf, troubleText } from '@/lib/access/trouble'
import { mailboxName } from '@/lib/adapters/imap'
import { showUser } from '@/lib/directory'
import { ConsoleError, isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { actionOf, type ItemAction } from './actions'
import { folderActionOf } from './folder-actions'
import { forgetAfterwards, lookedTogether } from './many-gone'
import { repairActionOf } from './repair-actions'

type Job = NonNullable<Awaited<ReturnType<Connections['database']['job']['findFirst']>>>
type Item = NonNullable<Awaited<ReturnType<Connections['database']['jobItem']['findFirst']>>>

/** Items and milliseconds after which another job has its turn; what was begun is done to its end. */
const BATCH = 50
const TURN_MS = 2000
/** What cannot be done now is done when the server is back. */
const AWAY = 'service.unreachable'
/**
 * A job in trouble is tried again after a second at the earliest; when the server took its time not to answer, the
 * others have this much more.
 */
const AGAIN_MS = 1000
const AGAIN_TIMES = 4

/** What is kept of a job between its turns. */
type Turn = {
  job: Job
  /** The same connections, looked through for all accounts that the job deletes. */
  together?: Connections
  trouble?: { error: unknown; until: number }
}

/** Does what waits; ends when nothing is left, or with an error when all that is left waits for servers. */
export async function runJobs(over: Connections = connections()): Promise<void> {
  const turns = new Map<string, Turn>()
  for (;;) {
    // Only one worker runs, so a running job is one that an earlier worker or turn left.
    const jobs = await over.database.job.findMany({
      where: { state: { in: ['running', 'waiting'] } },
      orderBy: { at: 'asc' },
    })
    await forgetOfCancelled(over, turns, jobs)
    const ready = jobs.filter(({ id }) => (turns.get(id)?.trouble?.until ?? 0) <= Date.now())
    if (ready.length === 0) {
      const [waiting] = jobs
      if (waiting) throw turns.get(waiting.id)?.trouble?.error
      return
    }
    for (const job of ready) {
      const begun = Date.now()
      const turn: Turn = { ...turns.get(job.id), job }
      turns.set(job.id, turn)
      try {
        if (await runTurn(over, turn)) turns.delete(job.id)
      } catch (error) {
        const took = Date.now() - begun
        const until = Date.now() + Math.max(AGAIN_MS, AGAIN_TIMES * took)
        turns.set(job.id, { job, trouble: { error, until } })
      }
    }
  }
}

/** Accounts of jobs that were cancelled between two turns are gone all the same. */
async function forgetOfCancelled(over: Connections, turns: Map<string, Turn>, jobs: Job[]): Promise<void> {
  const left = [...turns.values()].filter((turn) => !jobs.some(({ id }) => id === turn.job.id))
  for (const { job } of left) {
    turns.delete(job.id)
    if (actionOf(job.action)?.removes) await forgetGoneOf(over, job)
  }
}

/** Does some of the job's items; gives whether it has ended with that. */
async function runTurn(over: Connections, turn: Turn): Promise<boolean> {
  const { database } = over
  const { job } = turn
  const begun = await database.job.updateMany({
    where: { id: job.id, state: { in: ['running', 'waiting'] } },
    data: { state: 'running', startedAt: job.startedAt ?? new Date() },
  })
  if (begun.count === 0) return false
  const folderAction = folderActionOf(job.action)
  const removes = actionOf(job.action)?.removes ?? false
  const end = Date.now() + TURN_MS
  try {
    await refuseWhileAway(over, job)
    if (removes) turn.together ??= lookedTogether(over, await namesIn(over, job, 'waiting'))
    const items = await database.jobItem.findMany({
      where: { jobId: job.id, state: { in: ['begun', 'waiting'] } },
      orderBy: { number: 'asc' },
      take: folderAction?.atOnce ?? BATCH,
    })
    const isRunning = async () =>
      (await database.job.findUnique({ where: { id: job.id } }))?.state === 'running'
    if (folderAction && items.length > 0) {
      if (!(await isRunning())) return false
      await runFolders(over, job, items)
    }
    for (const item of folderAction ? [] : items) {
      if (!(await isRunning())) return false
      await runItem(turn.together ?? over, job, item)
      if (Date.now() > end) break
    }
    if (items.length > 0) {
      if (job.trouble) await database.job.update({ where: { id: job.id }, data: { trouble: null } })
      return false
    }
    if (removes) await forgetGoneOf(over, job)
    await database.job.updateMany({
      where: { id: job.id, state: 'running' },
      data: { state: 'done', closedAt: new Date(), trouble: null },
    })
    return true
  } catch (error) {
    const trouble = troubleText(isConsoleError(error) ? reasonOf(error) : { code: 'unexpected', values: {} })
    await database.job.updateMany({ where: { id: job.id, state: 'running' }, data: { trouble } })
    throw error
  }
}

/** Every attempt has a record of its own, which an hour without Cyrus would fill with thousands. */
async function refuseWhileAway({ mailboxes }: Connections, job: Job): Promise<void> {
  const { trouble, troubleValues } = troubleOf(job.trouble)
  if (trouble === AWAY && troubleValues.service === 'cyrus') await mailboxes.exists(mailboxName('user'))
}

async function namesIn(over: Connections, job: Job, state: ItemState): Promise<string[]> {
  const items = await over.database.jobItem.findMany({
    where: { jobId: job.id, state },
    select: { name: true },
  })
  return items.map(({ name }) => name)
}

/** Throws when a server does not answer: it is tried again then. */
async function forgetGoneOf(over: Connections, job: Job): Promise<void> {
  try {
    await forgetAfterwards(over, callerOf(job, `${job.id}:gone`), await namesIn(over, job, 'done'))
  } catch (error) {
    // Whoever asked may not do anything more.
    if (!isConsoleError(error, 'denied', 'signedOut', 'mustChangePassword')) throw error
  }
}

/** Throws when a server does not answer: the item is tried again then. */
async function runItem(over: Connections, job: Job, item: Item): Promise<void> {
  const close = (state: ItemState, reason: Reason | null = null, found: JobResult | null = null) =>
    over.database.jobItem.update({
      where: { jobId_number: { jobId: job.id, number: item.number } },
      data: {
        ...{ state, code: reason?.code ?? null },
        codeValues: reason ? JSON.stringify(reason.values) : null,
        ...(found && { result: JSON.stringify(found) }),
      },
    })
  const action: ItemAction | undefined = actionOf(job.action) ?? repairActionOf(job.action)
  if (!action) {
    await close('failed', { code: 'input.unknown', values: {} })
    return
  }
  const key = `${job.id}:${item.number}`
  if (item.state === 'begun') {
    const before = await over.database.intent.findFirst({ where: { job: key }, orderBy: { at: 'desc' } })
    if (before && ['done', 'finished'].includes(before.state)) {
      await close('done')
      return
    }
    // The record of changes is settled first; whether to do it again depends on that.
    if (before && ['open', 'stuck'].includes(before.state)) {
      // Which takes slapd: what is said while that is away is what it waits for in the end.
      await over.directory.as(null).read(over.instance.suffix, ['1.1'])
      throw new ConsoleError('unavailable', 'job.settling')
    }
  } else await close('begun')
  const caller = callerOf(job, key)
  let isFound = false
  try {
    const dn = action.needsDn ? (await perform(caller, showUser, { login: item.name }, over)).dn : ''
    isFound = dn !== ''
    const options = JSON.parse(job.options) as Record<string, unknown>
    const input = action.input(item.name, options, dn, item.target)
    const operation = action.operation as unknown as Operation<unknown, unknown>
    const output = await perform(caller, operation, input, over)
    await close('done', null, action.found?.(output))
  } catch (error) {
    if (isConsoleError(error, 'unavailable') || isBusy(error)) throw error
    const gone = isConsoleError(error, 'notFound') && action.removes && item.state === 'begun'
    await close(gone ? 'done' : 'failed', gone ? null : wordsOf(job, error, isFound))
  }
}

/** What an account's own operation says of what was looked at, said of the account that was chosen. */
function wordsOf(job: Job, error: unknown, isFound: boolean): Reason {
  if (!isConsoleError(error)) return { code: 'unexpected', values: {} }
  if (!actionOf(job.action)) return reasonOf(error)
  if (error.code === 'entry.another') return { code: 'bulk.another', values: {} }
  // Where the account was found before, it is something else that is not there.
  const isGone = error.code === 'access.notFound' && !isFound
  return isGone ? { code: 'bulk.gone', values: {} } : reasonOf(error)
}

/** The agent has others' orders of the kind to carry out first. */
function isBusy(error: unknown): boolean {
  return isConsoleError(error, 'conflict') && error.code === 'agent.refused'
}

/** Several folders in one change, as often as it takes: see folder-actions. */
async function runFolders(over: Connections, job: Job, items: Item[]): Promise<void> {
  const action = folderActionOf(job.action)
  const numbers = items.map(({ number }) => number)
  const close = (some: number[], state: ItemState, reason: Reason | null = null) =>
    over.database.jobItem.updateMany({
      where: { jobId: job.id, number: { in: some } },
      data: { state, code: reason?.code ?? null, codeValues: reason ? JSON.stringify(reason.values) : null },
    })
  await close(numbers, 'begun')
  const options = JSON.parse(job.options) as Record<string, unknown>
  const input = action?.input(
    items.map(({ name }) => name),
    options,
  )
  const operation = action?.operation as unknown as Operation<unknown, unknown>
  try {
    const output = await perform(callerOf(job, `${job.id}:${numbers[0]}`), operation, input, over)
    const { failed, found } = action?.outcome(output) ?? { failed: {}, found: {} }
    for (const { number, name, result } of items) {
      if (!found[name]) continue
      const where = { jobId_number: { jobId: job.id, number } }
      const all = added(result === null ? {} : (JSON.parse(result) as JobResult), found[name])
      await over.database.jobItem.update({ where, data: { result: JSON.stringify(all) } })
    }
    const said = (name: string) => JSON.stringify(failed[name])
    for (const text of new Set(items.map(({ name }) => said(name)))) {
      const same = items.filter(({ name }) => said(name) === text)
      const these = same.map(({ number }) => number)
      const reason = failed[same[0]?.name ?? '']
      if (!reason) await close(these, 'done')
      else if (reason.code === AWAY) await close(these, 'waiting')
      else await close(these, 'failed', reason)
    }
    if (Object.values(failed).some(({ code }) => code === AWAY))
      throw new ConsoleError('unavailable', AWAY, { service: 'cyrus' })
  } catch (error) {
    if (!isConsoleError(error) || error.kind === 'unavailable') throw error
    await close(numbers, 'failed', reasonOf(error))
  }
}

/** What was found by two attempts: the first may have done a part. */
function added(before: JobResult, now: JobResult): JobResult {
  const sums = Object.entries(now).map(([what, value]) => {
    const known = before[what]
    return [what, typeof value === 'number' && typeof known === 'number' ? value + known : value]
  })
  return { ...before, ...Object.fromEntries(sums) }
}

function callerOf(job: Job, key: string): Caller {
  if (job.actorId === 'root') return { kind: 'root', job: key }
  const face = job.face === 'web' ? 'web' : 'command'
  return { kind: 'person', id: job.actorId, face, address: job.address, job: key }
}
