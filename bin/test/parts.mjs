/**
 * Runs the parts of the test run, each as a process group with its output streamed, and sees to it that nothing
 * of them stays: what they start carries a mark in its environment.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const MARK = 'SERVER_MANAGER_TEST_RUN'
/** Milliseconds that one part may take, and that its remains get for clearing up after themselves. */
const LONGEST = 25 * 60_000
const PATIENCE = 40_000

let current
let isOver = false

/** Runs `file` with `argv`; resolves with its exit code, 1 when it was ended. */
export function runPart(file, argv, { cwd, env }) {
  if (isOver) return Promise.resolve(1)
  return new Promise((resolve, reject) => {
    const child = spawn(file, argv, {
      cwd,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, [MARK]: String(process.pid) },
    })
    current = child
    const overdue = setTimeout(() => {
      console.log(`Ended after ${LONGEST / 60_000} minutes.`)
      signal(-child.pid, 'SIGTERM')
    }, LONGEST)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(overdue)
      current = undefined
      resolve(code ?? 1)
    })
  })
}

/** Asks the part that runs, if any, to end; no other begins. */
export function endParts() {
  isOver = true
  if (current) signal(-current.pid, 'SIGTERM')
}

/** Waits until nothing that the parts started is left; kills what does not go, and gives their command lines. */
export async function leftBehind() {
  const deadline = Date.now() + PATIENCE
  while (marked().length > 0 && Date.now() < deadline) await pause(100)
  return marked().map((pid) => {
    const line = commandLine(pid)
    signal(pid, 'SIGKILL')
    return line
  })
}

function marked() {
  const mark = `${MARK}=${process.pid}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark))
    .map(Number)
}

function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it ended just now
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
