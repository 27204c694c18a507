/**
 * Applies the checked-in migrations (prisma/migrations) when the console starts, without Prisma's engine. They
 * are recorded as `prisma migrate deploy` would, so that its command line agrees about what was applied.
 */
import { createHash, randomUUID } from 'node:crypto'
import { lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { ConsoleError } from '@/lib/errors'
import { MIGRATIONS_TABLE } from './migrations-table.mjs'

type Migration = { name: string; sql: string; checksum: string }
type Applied = {
  migration_name: string
  checksum: string
  finished_at: number | null
  rolled_back_at: number | null
}

/**
 * Brings the SQLite file up to date, making it if need be, and gives the names of the migrations applied now.
 * Starters that come at the same time wait for each other, at most 15 s. All or none of them is applied.
 * Errors: failed/database.migration.
 */
export function migrate(file: string, directory: string): string[] {
  const database = new Database(file, { timeout: 15_000 })
  try {
    ownLikeDirectory(file)
    database.pragma('journal_mode = WAL')
    // Prisma's SQLite migrations rebuild tables; this cannot be switched inside the transaction.
    database.pragma('foreign_keys = OFF')
    return database.transaction(() => applyMissing(database, readMigrations(directory))).immediate()
  } finally {
    database.close()
  }
}

function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return names.map((name) => {
    const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

function applyMissing(database: Database.Database, migrations: Migration[]): string[] {
  database.exec(MIGRATIONS_TABLE)
  const applied = database.prepare('SELECT * FROM _prisma_migrations').all() as Applied[]
  const missing = missingOf(migrations, applied)
  const record = database.prepare(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES (?, ?, ?, ?, ?, 1)`,
  )
  for (const { name, sql, checksum } of missing) {
    const started = Date.now()
    try {
      database.exec(sql)
    } catch (error) {
      throw migrationError(name, error instanceof Error ? error.message : String(error))
    }
    record.run(randomUUID(), checksum, name, started, Date.now())
  }
  return missing.map(({ name }) => name)
}

function missingOf(migrations: Migration[], applied: Applied[]): Migration[] {
  const current = new Map(
    applied.filter((row) => row.rolled_back_at === null).map((row) => [row.migration_name, row]),
  )
  for (const row of current.values()) {
    if (row.finished_at === null)
      throw migrationError(row.migration_name, 'an earlier attempt was not finished')
  }
  for (const { name, checksum } of migrations) {
    const row = current.get(name)
    if (row && row.checksum !== checksum)
      throw migrationError(name, 'its file was changed after it was applied')
  }
  return migrations.filter(({ name }) => !current.has(name))
}

function migrationError(migration: string, detail: string): ConsoleError {
  return new ConsoleError('failed', 'database.migration', { migration, detail })
}

/** root makes the file for the console's user, whose directory it is in. */
function ownLikeDirectory(file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(path.dirname(file))
  lchownSync(file, uid, gid)
}
