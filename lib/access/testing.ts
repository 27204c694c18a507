/** A console database of its own for tests of what needs one and no servers, or whose jobs nobody else may do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { closeDatabase, migrate, openDatabase, type PrismaClient } from '@/lib/adapters/database'
import { connections } from './connections'

export async function withDatabase(work: (database: PrismaClient) => Promise<void>): Promise<void> {
  const { database, remove } = makeDatabase()
  try {
    await work(database)
  } finally {
    await remove()
  }
}

/**
 * For a test file that does waiting jobs on the instance that all share: theirs would be done with its own, as far as
 * it does them, and its own by others. Called at the top of the file, before its own beforeAll.
 */
export function withOwnDatabase(): void {
  let remove: (() => Promise<void>) | undefined
  beforeAll(() => {
    const made = makeDatabase()
    remove = made.remove
    connections().database = made.database
  })
  afterAll(() => remove?.())
}

function makeDatabase(): { database: PrismaClient; remove(): Promise<void> } {
  const directory = mkdtempSync(path.join(tmpdir(), 'console-access-'))
  const file = path.join(directory, 'console.db')
  migrate(file, path.resolve(import.meta.dirname, '../../prisma/migrations'))
  return {
    database: openDatabase(file),
    async remove() {
      await closeDatabase(file)
      rmSync(directory, { recursive: true })
    },
  }
}
