/**
 * The console's own SQLite file: one Prisma client for a file in a process. Several processes (web, worker,
 * command line) have it open at once; write-ahead logging lets them read while one writes.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '@/prisma/generated/client'
import { onePerProcess } from '../one-per-process'

export type * from '@/prisma/generated/models'
export { insertJobItems } from './job-items'
export { migrate } from './migrate'
export type { PrismaClient }

/** How long a writer waits for another one, in milliseconds. */
export const BUSY_TIMEOUT = 10_000

const databases = () => onePerProcess('databases', () => new Map<string, PrismaClient>())

/** The client for a file that `migrate` has brought up to date. */
export function openDatabase(file: string): PrismaClient {
  const open = databases().get(file)
  if (open) return open
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT })
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' })
  databases().set(file, client)
  return client
}

/** Closes the client for a file; the next `openDatabase` makes a new one. */
export async function closeDatabase(file: string): Promise<void> {
  const client = databases().get(file)
  databases().delete(file)
  await client?.$disconnect()
}
