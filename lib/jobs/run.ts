/**
 * The worker's side of jobs: takes the oldest that waits, does its items one after the other, and is not put off by
 * being killed. An item that was begun and not closed is looked up in the record of changes: what is there as done is
 * not done again.
 */
import type { Caller, ItemState, Operation } from '@/lib/access'
import { type Connections, connections } from '@/lib/access/connections'
import { perform } from '@/lib/access/perform'
import { showUser } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { actionOf } from './actions'

type Job = NonNullable<Awaited<ReturnType<Connections['database']['job']['findFirst']>>>
type Item = NonNullable<Awaited<ReturnType<Connections['database']['jobItem']['findFirst']>>>

const BATCH = 50

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
  try {
    for (;;) {
      const items = await database.jobItem.findMany({
        where: { jobId: job.id, state: { in: ['begun', 'waiting'] } },
        orderBy: { number: 'asc' },
        take: BATCH,
      })
      if (items.length === 0) break
      for (const item of items) {
        if ((await database.job.findUnique({ where: { id: job.id } }))?.state !== 'running') return
        await runItem(over, job, item)
      }
      if (job.trouble) await database.job.update({ where: { id: job.id }, data: { trouble: null } })
    }
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

/** Throws when a server does not answer: the item is tried again then. */
async function runItem(over: Connections, job: Job, item: Item): Promise<void> {
  const close = (state: ItemState, code: string | null = null) =>
    over.database.jobItem.update({
      where: { jobId_number: { jobId: job.id, number: item.number } },
      data: { state, code },
    })
  const action = actionOf(job.action)
  if (!action) {
    await close('failed', 'input.unknown')
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
  const caller: Caller =
    job.actorId === 'root'
      ? { kind: 'root', job: key }
      : {
          kind: 'person',
          id: job.actorId,
          face: job.face === 'web' ? 'web' : 'command',
          address: job.address,
          job: key,
        }
  try {
    const dn = action.needsDn ? (await perform(caller, showUser, { login: item.name }, over)).dn : ''
    const input = action.input(item.name, JSON.parse(job.options) as Record<string, unknown>, dn)
    await perform(caller, action.operation as unknown as Operation<unknown, unknown>, input, over)
    await close('done')
  } catch (error) {
    if (isConsoleError(error, 'unavailable')) throw error
    const gone = isConsoleError(error, 'notFound') && action.removes && item.state === 'begun'
    await close(gone ? 'done' : 'failed', gone ? null : isConsoleError(error) ? error.code : 'unexpected')
  }
}
