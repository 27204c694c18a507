/** One build at a time in a clone: `npm start` and `npm test` may both find the sources changed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { project } from './sources.mjs'

const file = path.join(project, 'build/lock')

/** Runs `work` when no other process is building; waits for one that is. */
export async function withLock(work) {
  mkdirSync(path.dirname(file), { recursive: true })
  while (!taken()) await pause(200)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function taken() {
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAlive(holder())) rmSync(file, { force: true })
    return false
  }
}

function holder() {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
