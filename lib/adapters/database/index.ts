/**
 * The console's own SQLite file: one Prisma client for a file in a process. Several processes (web, worker,
 * command line) have it open at once; write-ahead logging lets them read while one writes.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '@/prisma/generated/client'

export type * from '@/prisma/generated/models'
export { insertJobItems } from './job-items'
export { migrate } from './migrate'
export type { PrismaClient }

/** How long a writer waits for another one, in milliseconds. */
export const BUSY_TIMEOUT = 10_000

// Kept on globalThis: Next loads a module once for each bundle it is in.
const held = globalThis as { serverManagerDatabases?: Map<string, PrismaClient> }

/** The client for a file that `migrate` has brought up to date. */
export function openDatabase(file: string): PrismaClient {
  held.serverManagerDatabases ??= new Map()
  const open = held.serverManagerDatabases.get(file)
  if (open) return open
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT })
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' })
  held.serverManagerDatabases.set(file, client)
  return client
}

/** Closes the client for a file; the next `openDatabase` makes a new one. */
export async function closeDatabase(file: string): Promise<void> {
  const client = held.serverManagerDatabases?.get(file)
  held.serverManagerDatabases?.delete(file)
  await client?.$disconnect()
}
