/** One build at a time in a clone: `npm start` and `npm test` may both find the sources changed. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { project } from './sources.mjs'

/**
 * Runs `work` when no other process is building; waits for one that is. The lock is SQLite's on an empty
 * database, which the kernel lets go when its holder dies.
 */
export async function withLock(work, file = lockOf(project)) {
  mkdirSync(path.dirname(file), { recursive: true })
  const database = new Database(file, { timeout: 0 })
  try {
    while (!taken(database)) await pause(100)
    return await work()
  } finally {
    database.close()
  }
}

export function lockOf(root) {
  return path.join(root, 'build/lock.db')
}

function taken(database) {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error.code === 'SQLITE_BUSY') return false
    throw error
  }
}
