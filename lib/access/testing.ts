/** A console database of its own for tests of what needs one and no servers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { closeDatabase, migrate, openDatabase, type PrismaClient } from '@/lib/adapters/database'

export async function withDatabase(work: (database: PrismaClient) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), 'console-access-'))
  const file = path.join(directory, 'console.db')
  migrate(file, path.resolve(import.meta.dirname, '../../prisma/migrations'))
  try {
    await work(openDatabase(file))
  } finally {
    await closeDatabase(file)
    rmSync(directory, { recursive: true })
  }
}
