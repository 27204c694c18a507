/** Rules on how long mail is kept: nobody but the console owns them. The worker follows them (lib/retention). */
import { randomUUID } from 'node:crypto'
import type { PrismaClient } from '@/lib/adapters/database'
import type { Caller } from './perform'
import type { Person } from './person'

export type RetentionTerms = {
  /** Names below the mailbox, `INBOX`, or special uses such as `\Trash`; `*` is all. With what is below. */
  folders: string[]
  /** Of those, not these and what is below them. */
  except: string[]
  days: number
  /** Messages that somebody flagged stay. */
  sparesFlagged: boolean
}
export type RetentionRule = RetentionTerms & {
  id: string
  /** entryUUID of the domain, organization, group or account. */
  place: string
  /** Login of the person who set it, as whom it is done. */
  actor: string
  startedAt: string | null
  /** The last job. */
  job: string | null
  /** Error code of what kept it from being begun. */
  trouble: string | null
}

export type RetentionRules = {
  all(): Promise<RetentionRule[]>
  /** Null when there is none. */
  read(id: string): Promise<RetentionRule | null>
  /** Gives its id. The person who sets a rule is the one as whom it is done. */
  set(id: string | null, place: string, terms: RetentionTerms): Promise<string>
  remove(id: string): Promise<void>
  started(id: string, job: string | null): Promise<void>
}

type Row = NonNullable<Awaited<ReturnType<PrismaClient['retentionRule']['findFirst']>>>

export function retentionRules(
  database: PrismaClient,
  { caller, person }: { caller: Caller; person: Person },
): RetentionRules {
  return {
    async all() {
      return (await database.retentionRule.findMany({ orderBy: { at: 'asc' } })).map(rule)
    },
    async read(id) {
      const row = await database.retentionRule.findUnique({ where: { id } })
      return row && rule(row)
    },
    async set(id, place, { folders, except, days, sparesFlagged }) {
      const isRoot = caller.kind === 'root'
      const row = {
        ...{ at: new Date(), place, days, sparesFlagged, trouble: null },
        ...{ folders: JSON.stringify(folders), except: JSON.stringify(except) },
        ...{ actor: isRoot ? 'root' : person.login, actorId: isRoot ? 'root' : person.id },
        ...{ face: isRoot ? 'command' : caller.face, address: isRoot ? '' : caller.address },
      }
      const known = id ?? randomUUID()
      await database.retentionRule.upsert({
        where: { id: known },
        create: { id: known, ...row },
        update: row,
      })
      return known
    },
    async remove(id) {
      await database.retentionRule.deleteMany({ where: { id } })
    },
    async started(id, job) {
      const data = { startedAt: new Date(), trouble: null, ...(job && { job }) }
      await database.retentionRule.updateMany({ where: { id }, data })
    },
  }
}

function rule({ id, place, folders, except, days, sparesFlagged, ...row }: Row): RetentionRule {
  return {
    ...{ id, place, days, sparesFlagged, actor: row.actor, job: row.job, trouble: row.trouble },
    ...{ folders: JSON.parse(folders) as string[], except: JSON.parse(except) as string[] },
    startedAt: row.startedAt?.toISOString() ?? null,
  }
}
