/**
 * The worker's side of jobs: takes the oldest that waits, does its items one after the other, and is not put off by
 * being killed. An item that was begun and not closed is looked up in the record of changes: what is there as done is
 * not done again.
 */
import type { Caller, ItemState, JobResult, Operation } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { perform } from '@/lib/access/perform'
import { showUser } from '@/lib/directory'
import { ConsoleError, isConsoleError, type Reason, reasonOf } from '@/lib/errors'
import { actionOf, type ItemAction } from './actions'
import { folderActionOf } from './folder-actions'
import { forgetAfterwards, lookedTogether } from './many-gone'
import { repairActionOf } from './repair-actions'

type Job = NonNullable<Awaited<ReturnType<Connections['database']['job']['findFirst']>>>
type Item = NonNullable<Awaited<ReturnType<Connections['database']['jobItem']['findFirst']>>>

const BATCH = 50
/** What cannot be done now is done when the server is back. */
const AWAY = 'service.unreachable'

/** Does what waits; ends when nothing is left, or with an error when a server does not answer. */
export async function runJobs(over: Connections = connections()): Promise<void> {
  for (;;) {
    // Only one worker runs, so a running job is one that an earlier worker left.
    const job = await over.database.job.findFirst({
      where: { state: { in: ['running', 'waiting'] } },
      orderBy: { at: 'asc' },
    })
    if (!job) return
    await runJob(over, job)
  }
}

async function runJob(over: Connections, job: Job): Promise<void> {
  const { database } = over
  const begun = await database.job.updateMany({
    where: { id: job.id, state: { in: ['running', 'waiting'] } },
    data: { state: 'running', startedAt: job.startedAt ?? new Date() },
  })
  if (begun.count === 0) return
  const folderAction = folderActionOf(job.action)
  const removes = actionOf(job.action)?.removes ?? false
  try {
    const together = removes ? lookedTogether(over, await namesIn(over, job, 'waiting')) : over
    for (;;) {
      const items = await database.jobItem.findMany({
        where: { jobId: job.id, state: { in: ['begun', 'waiting'] } },
        orderBy: { number: 'asc' },
        take: folderAction?.atOnce ?? BATCH,
      })
      if (items.length === 0) break
      const isRunning = async () =>
        (await database.job.findUnique({ where: { id: job.id } }))?.state === 'running'
      if (folderAction) {
        if (!(await isRunning())) return
        await runFolders(over, job, items)
      }
      for (const item of folderAction ? [] : items) {
        if (!(await isRunning())) return removes ? forgetGoneOf(over, job) : undefined
        await runItem(together, job, item)
      }
      if (job.trouble) await database.job.update({ where: { id: job.id }, data: { trouble: null } })
    }
    if (removes) await forgetGoneOf(over, job)
    await database.job.updateMany({
      where: { id: job.id, state: 'running' },
      data: { state: 'done', closedAt: new Date(), trouble: null },
    })
  } catch (error) {
    const trouble = isConsoleError(error) ? error.code : 'unexpected'
    await database.job.updateMany({ where: { id: job.id, state: 'running' }, data: { trouble } })
    throw error
  }
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
    if (before && ['open', 'stuck'].includes(before.state)) throw new Error(`${key} is still being settled`)
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
