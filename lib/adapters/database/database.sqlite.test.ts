import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, migrate, openDatabase } from '.'

const project = path.resolve(import.meta.dirname, '../../..')
const migrations = path.join(project, 'prisma/migrations')

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'console-database-'))
  file = path.join(directory, 'console.db')
})
afterEach(async () => {
  await closeDatabase(file)
  rmSync(directory, { recursive: true })
})

describe('migrations at start', () => {
  it('are applied once and prisma agrees', { timeout: 60_000 }, async () => {
    expect(migrate(file, migrations)).toContain('0001_sessions_intents_preferences')
    expect(migrate(file, migrations)).toEqual([])
    const { code, output } = await prisma('migrate', 'status')
    expect(output).toContain('Database schema is up to date')
    expect(code).toBe(0)
  })

  it('make the schema that prisma/schema.prisma describes', { timeout: 60_000 }, async () => {
    migrate(file, migrations)
    const comparison = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code']
    expect(await prisma('migrate', 'diff', ...comparison)).toMatchObject({ code: 0 })
  })

  it('are applied once by starters that come at the same time', { timeout: 60_000 }, async () => {
    const starter = path.join(directory, 'starter.mjs')
    const native = path.join(project, 'node_modules/better-sqlite3/lib/index.js')
    await build({
      stdin: {
        contents: `import { migrate } from './migrate'
          console.log(migrate(process.argv[2], process.argv[3]).length)`,
        resolveDir: import.meta.dirname,
      },
      outfile: starter,
      bundle: true,
      platform: 'node',
      format: 'esm',
      alias: { 'better-sqlite3': native },
      external: [native],
    })
    const runs = await Promise.all([1, 2, 3, 4].map(() => run([starter, file, migrations])))
    const all = readdirSync(migrations).filter((name) => !name.endsWith('.toml')).length
    expect(runs.map(({ output }) => output.trim()).sort()).toEqual(['0', '0', '0', `${all}`])
  })

  it('leave the old state when one of them fails', () => {
    migrate(file, migrations)
    const broken = path.join(directory, 'migrations')
    mkdirSync(path.join(broken, '0001_good'), { recursive: true })
    mkdirSync(path.join(broken, '0002_bad'))
    writeFileSync(path.join(broken, '0001_good/migration.sql'), 'CREATE TABLE good (id TEXT);')
    writeFileSync(path.join(broken, '0002_bad/migration.sql'), 'CREATE TABLE bad (id TEXT); NONSENSE;')
    expect(() => migrate(file, broken)).toThrow('0002_bad')
    const tables = new Database(file)
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all()
    expect(tables).not.toContain('good')
    expect(tables).toContain('Session')
  })

  it('refuse a file that was changed after it was applied', () => {
    const edited = path.join(directory, 'migrations/0001_first')
    mkdirSync(edited, { recursive: true })
    writeFileSync(path.join(edited, 'migration.sql'), 'CREATE TABLE first (id TEXT);')
    migrate(file, path.dirname(edited))
    writeFileSync(path.join(edited, 'migration.sql'), 'CREATE TABLE first (id TEXT, name TEXT);')
    expect(() => migrate(file, path.dirname(edited))).toThrow('changed after it was applied')
  })
})

describe('the database', () => {
  it('keeps times and text as they were given', async () => {
    migrate(file, migrations)
    const database = openDatabase(file)
    const at = new Date('2026-02-28T23:59:59.999Z')
    const session = {
      id: 'a',
      person: 'p',
      login: 'anna',
      createdAt: at,
      seenAt: at,
      expiresAt: at,
      address: '::1',
    }
    await database.session.create({ data: { ...session, userAgent: "'; DROP TABLE Session; --" } })
    expect(await database.session.findMany({ where: { expiresAt: { lte: at } } })).toEqual([
      { ...session, userAgent: "'; DROP TABLE Session; --" },
    ])
  })

  it('is one client for a file, in write-ahead mode', async () => {
    migrate(file, migrations)
    expect(openDatabase(file)).toBe(openDatabase(file))
    expect(await openDatabase(file).$queryRaw`PRAGMA journal_mode`).toEqual([{ journal_mode: 'wal' }])
  })

  it('takes writes from two clients at once', async () => {
    migrate(file, migrations)
    const samePlace = path.join(directory, 'link.db')
    symlinkSync(file, samePlace)
    const clients = [openDatabase(file), openDatabase(samePlace)]
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        clients[n % 2]?.preference.create({ data: { person: `${n}`, key: 'theme', value: 'dark' } }),
      ),
    )
    expect(await clients[0]?.preference.count()).toBe(40)
    await closeDatabase(samePlace)
  })
})

function prisma(...args: string[]) {
  return run([path.join(project, 'bin/prisma.mjs'), ...args], { DATABASE_URL: `file:${file}` })
}

function run(
  argv: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: project, env: { ...process.env, ...env } })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
