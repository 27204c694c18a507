/** Rules for the folders of everybody at a place: nobody but the console owns them. The worker follows them (lib/rules). */
import { randomUUID } from 'node:crypto'
import type { PrismaClient } from '@/lib/adapters/database'
import type { JobState } from './job-store'
import type { Caller } from './perform'
import type { Person } from './person'
import { type Trouble, troubleOf, troubleText } from './trouble'

export type RuleTerms = {
  /** Mail older than so many days is deleted. */
  retention: {
    /** Names below the mailbox, `INBOX`, or special uses such as `\Trash`; `*` is all. With what is below. */
    folders: string[]
    /** Of those, not these and what is below them. */
    except: string[]
    days: number
    /** Messages that somebody flagged stay. */
    sparesFlagged: boolean
  }
  /** Anyone may post to the folder with this name or special use. */
  posting: { folder: string }
}
export type RuleKind = keyof RuleTerms

export type RuleRun = {
  state: JobState
  /** Accounts; how many are over with, and how many could not be done. */
  total: number
  done: number
  failed: number
  /** What was done to all of them together, such as how many messages were deleted. */
  found: Record<string, number>
}
export type FolderRule<Kind extends RuleKind> = RuleTerms[Kind] & {
  id: string
  at: string
  /** entryUUID of the domain, organization, group or account; '' for the whole server. */
  place: string
  /** The person who set it, as whom it is done. */
  actor: string
  actorId: string
  startedAt: string | null
  /** The last job; null as well when it is too old to be kept. */
  job: string | null
  run: RuleRun | null
  /** Error code of what kept it from being done, and the values of its words. */
  trouble: string | null
  troubleValues: Trouble['values']
}

export type FolderRules = {
  all<Kind extends RuleKind>(kind: Kind): Promise<FolderRule<Kind>[]>
  /** Null when there is none. */
  read<Kind extends RuleKind>(kind: Kind, id: string): Promise<FolderRule<Kind> | null>
  /** Gives its id. The person who sets a rule is the one as whom it is done. */
  set<Kind extends RuleKind>(
    kind: Kind,
    id: string | null,
    rule: { place: string; terms: RuleTerms[Kind] },
  ): Promise<string>
  remove(id: string): Promise<void>
  started(id: string, job: string | null): Promise<void>
  /** Notes what kept it from being done. */
  stopped(id: string, trouble: Trouble): Promise<void>
}

type Row = NonNullable<Awaited<ReturnType<PrismaClient['folderRule']['findFirst']>>>

export function folderRules(
  database: PrismaClient,
  { caller, person }: { caller: Caller; person: Person },
): FolderRules {
  async function found<Kind extends RuleKind>(kind: Kind, id?: string): Promise<FolderRule<Kind>[]> {
    const where = { kind, ...(id !== undefined && { id }) }
    const rows = await database.folderRule.findMany({ where, orderBy: { at: 'asc' } })
    const runs = await runsOf(
      database,
      rows.flatMap(({ job }) => job ?? []),
    )
    return rows.map((row) => ruleOf(row, runs))
  }

  return {
    all: (kind) => found(kind),
    read: async (kind, id) => (await found(kind, id))[0] ?? null,
    async set(kind, id, { place, terms }) {
      const isRoot = caller.kind === 'root'
      const row = {
        ...{ kind, at: new Date(), place, terms: JSON.stringify(terms), trouble: null },
        ...{ actor: isRoot ? 'root' : person.login, actorId: isRoot ? 'root' : person.id },
        ...{ face: isRoot ? 'command' : caller.face, address: isRoot ? '' : caller.address },
      }
      const known = id ?? randomUUID()
      await database.folderRule.upsert({ where: { id: known }, create: { id: known, ...row }, update: row })
      return known
    },
    async remove(id) {
      await database.folderRule.deleteMany({ where: { id } })
    },
    async started(id, job) {
      const data = { startedAt: new Date(), trouble: null, job }
      await database.folderRule.updateMany({ where: { id }, data })
    },
    async stopped(id, trouble) {
      const data = { startedAt: new Date(), trouble: troubleText(trouble) }
      await database.folderRule.updateMany({ where: { id }, data })
    },
  }
}

function ruleOf<Kind extends RuleKind>(row: Row, runs: Map<string, RuleRun>): FolderRule<Kind> {
  const run = row.job === null ? undefined : runs.get(row.job)
  return {
    ...(JSON.parse(row.terms) as RuleTerms[Kind]),
    ...{ id: row.id, at: row.at.toISOString(), place: row.place, actor: row.actor, actorId: row.actorId },
    ...{ startedAt: row.startedAt?.toISOString() ?? null, ...troubleOf(row.trouble) },
    ...{ job: run ? row.job : null, run: run ?? null },
  }
}

/** How far jobs are and what they found, by id; in three questions, however many there are. */
async function runsOf(database: PrismaClient, ids: string[]): Promise<Map<string, RuleRun>> {
  if (ids.length === 0) return new Map()
  const where = { jobId: { in: ids } }
  const [jobs, states, results] = await Promise.all([
    database.job.findMany({ where: { id: { in: ids } } }),
    database.jobItem.groupBy({ by: ['jobId', 'state'], where, _count: true }),
    database.jobItem.groupBy({
      by: ['jobId', 'result'],
      where: { ...where, result: { not: null } },
      _count: true,
    }),
  ])
  return new Map(
    jobs.map(({ id, state }) => {
      const run: RuleRun = { state: state as JobState, total: 0, done: 0, failed: 0, found: {} }
      for (const { jobId, state, _count } of states) {
        if (jobId !== id) continue
        run.total += _count
        if (state === 'done') run.done += _count
        if (state === 'failed') run.failed += _count
      }
      for (const { jobId, result, _count } of results) {
        if (jobId !== id || result === null) continue
        for (const [what, number] of Object.entries(JSON.parse(result) as Record<string, unknown>))
          if (typeof number === 'number') run.found[what] = (run.found[what] ?? 0) + number * _count
      }
      return [id, run]
    }),
  )
}
