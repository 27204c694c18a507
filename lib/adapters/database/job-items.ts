import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { batches } from '../batches'

type JobItemRow = {
  number: number
  target: string
  name: string
  state: string
  code: string | null
  /** JSON. */
  codeValues: string | null
}

/** Rows of one statement. */
const MOST = 10_000

/**
 * The statements that write down the items of a job. SQLite takes them out of JSON: createMany() would work as long on a
 * thousand of them as on everything else that begins a job.
 */
export function insertJobItems(
  database: PrismaClient,
  jobId: string,
  items: JobItemRow[],
): Prisma.PrismaPromise<number>[] {
  return batches(items, MOST).map((some) => {
    const rows = some.map(({ number, target, name, state, code, codeValues }) => [
      number,
      target,
      name,
      state,
      code,
      codeValues,
    ])
    return database.$executeRaw`
      INSERT INTO "JobItem" ("jobId", "number", "target", "name", "state", "code", "codeValues")
      SELECT ${jobId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
      FROM json_each(${JSON.stringify(rows)})`
  })
}
