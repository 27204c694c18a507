/**
 * Long work, kept as a row for the job and one for each item, so that it goes on after a crash and its result stays
 * readable. The worker does it (lib/jobs); a person sees and stops the own jobs, an administrator of everything all.
 */
import { randomUUID } from 'node:crypto'
import { insertJobItems, type PrismaClient } from '@/lib/adapters/database'
import { ConsoleError } from '@/lib/errors'
import type { Caller } from './perform'
import type { Person } from './person'
import { troubleOf } from './trouble'

export type JobState = 'waiting' | 'running' | 'cancelled' | 'done'
export type ItemState = 'waiting' | 'begun' | 'done' | 'skipped' | 'failed'

/** `skip` is the code of what keeps it from being done, `values` are that error's. */
export type NewItem = { target: string; name: string; skip?: string; values?: ErrorValues }

export type JobSummary = {
  id: string
  at: string
  action: string
  options: Record<string, unknown>
  actor: string
  state: JobState
  /** What has come of it, when it went through to its end. */
  outcome: 'done' | 'partly' | 'failed' | null
  /** Error code of what keeps it waiting, such as a server that does not answer. */
  trouble: string | null
  /** The values of its words. */
  troubleValues: ErrorValues
  total: number
  counts: Record<ItemState, number>
  closedAt: string | null
}
/** What an item's work found, by name: counts and lines of words. */
export type JobResult = Record<string, number | string | string[]>
type ErrorValues = Record<string, string | number>
export type JobItem = {
  number: number
  target: string
  name: string
  state: ItemState
  code: string | null
  values: ErrorValues
  result: JobResult | null
}

export type JobStore = {
  /** Writes a job down; the worker begins with it within seconds. Gives its id. */
  create(action: string, options: Record<string, unknown>, items: NewItem[]): Promise<string>
  /** The last jobs, newest first. */
  list(limit: number): Promise<JobSummary[]>
  read(id: string): Promise<JobSummary>
  items(id: string, states: ItemState[], offset: number, limit: number): Promise<JobItem[]>
  /** Items whose work found something to tell: those that found the first of `urgent` first, then the next. */
  found(
    id: string,
    urgent: string[],
    offset: number,
    limit: number,
  ): Promise<{ items: JobItem[]; total: number }>
  /** Stops a job after the item that is being done. */
  cancel(id: string): Promise<void>
  /** Lets a cancelled job go on, with what failed as well if wished. */
  resume(id: string, options: { failedToo: boolean }): Promise<void>
}

/** The jobs of a person, or of everybody. */
export function jobStore(
  database: PrismaClient,
  { caller, person, seesAll }: { caller: Caller; person: Person; seesAll: boolean },
): JobStore {
  const own = seesAll ? {} : { actorId: person.id }

  async function summary(id: string): Promise<JobSummary> {
    const row = await database.job.findFirst({ where: { id, ...own } })
    if (!row) throw new ConsoleError('notFound', 'access.notFound')
    return (await summaries([row]))[0] as JobSummary
  }

  async function summaries(
    rows: Awaited<ReturnType<PrismaClient['job']['findMany']>>,
  ): Promise<JobSummary[]> {
    const grouped = await database.jobItem.groupBy({
      by: ['jobId', 'state'],
      where: { jobId: { in: rows.map(({ id }) => id) } },
      _count: true,
    })
    return rows.map((row) => {
      const counts = { waiting: 0, begun: 0, done: 0, skipped: 0, failed: 0 }
      for (const { jobId, state, _count } of grouped)
        if (jobId === row.id) counts[state as ItemState] = _count
      return {
        id: row.id,
        at: row.at.toISOString(),
        action: row.action,
        options: JSON.parse(row.options) as Record<string, unknown>,
        actor: row.actor,
        state: row.state as JobState,
        outcome: row.state === 'done' ? outcomeOf(counts) : null,
        ...troubleOf(row.trouble),
        total: Object.values(counts).reduce((sum, count) => sum + count, 0),
        counts,
        closedAt: row.closedAt?.toISOString() ?? null,
      }
    })
  }

  async function items(id: string, where: object, offset: number, limit: number): Promise<JobItem[]> {
    await summary(id)
    const rows = await database.jobItem.findMany({
      where: { jobId: id, ...where },
      orderBy: { number: 'asc' },
      skip: offset,
      take: limit,
    })
    return rows.map(({ number, target, name, state, code, codeValues, result }) => ({
      ...{ number, target, name, state: state as ItemState, code },
      values: JSON.parse(codeValues ?? '{}') as ErrorValues,
      result: result === null ? null : (JSON.parse(result) as JobResult),
    }))
  }

  return {
    async create(action, options, items) {
      const id = randomUUID()
      const rows = items.map(({ target, name, skip, values }, number) => ({
        ...{ number, target, name, state: skip ? 'skipped' : 'waiting', code: skip ?? null },
        codeValues: values ? JSON.stringify(values) : null,
      }))
      const isRoot = caller.kind === 'root'
      const job = {
        ...{ id, at: new Date(), action, options: JSON.stringify(options), state: 'waiting' },
        ...{ actor: isRoot ? 'root' : person.login, actorId: isRoot ? 'root' : person.id },
        ...{ face: isRoot ? 'command' : caller.face, address: isRoot ? '' : caller.address },
      }
      // All or nothing, so that no worker begins with half of it.
      await database.$transaction([database.job.create({ data: job }), ...insertJobItems(database, id, rows)])
      return id
    },
    async list(limit) {
      return summaries(await database.job.findMany({ where: own, orderBy: { at: 'desc' }, take: limit }))
    },
    read: summary,
    items: (id, states, offset, limit) => items(id, { state: { in: states } }, offset, limit),
    async found(id, urgent, offset, limit) {
      const found: JobItem[] = []
      let total = 0
      for (const where of byUrgency(urgent)) {
        const count = await database.jobItem.count({ where: { jobId: id, ...where } })
        const [skip, take] = [Math.max(0, offset - total), limit - found.length]
        if (take > 0 && skip < count) found.push(...(await items(id, where, skip, take)))
        total += count
      }
      return { items: found, total }
    },
    async cancel(id) {
      await summary(id)
      await database.job.updateMany({
        where: { id, state: { in: ['waiting', 'running'] } },
        data: { state: 'cancelled', closedAt: new Date() },
      })
    },
    async resume(id, { failedToo }) {
      await summary(id)
      if (failedToo) {
        await database.jobItem.updateMany({
          where: { jobId: id, state: 'failed' },
          data: { state: 'waiting', code: null, codeValues: null },
        })
      }
      await database.job.updateMany({
        where: { id, state: { in: failedToo ? ['cancelled', 'done'] : ['cancelled'] } },
        data: { state: 'waiting', closedAt: null, trouble: null },
      })
    },
  }
}

/** Which rows come first, then which; in JSON a quotation mark that does not end a name has a backslash before it. */
function byUrgency(urgent: string[]) {
  const told = { result: { not: null } }
  const has = (name: string) => ({ result: { contains: `"${name}":` } })
  const groups = urgent.map((name, at) => ({ AND: [told, has(name)], NOT: urgent.slice(0, at).map(has) }))
  return [...groups, { AND: [told], NOT: urgent.map(has) }]
}

function outcomeOf({ done, failed }: Record<ItemState, number>): JobSummary['outcome'] {
  if (failed === 0) return 'done'
  return done === 0 ? 'failed' : 'partly'
}
