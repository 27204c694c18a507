/**
 * Who supervises an instance. flock(1) holds the lock for as long as the supervisor lives (see bin/start.mjs); the
 * text of the same file says which process that is and how far it has come.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { startTime } from './processes'

const record = z.strictObject({
  pid: z.number().int().positive(),
  /** Tells the process from a later one with the same pid; see proc(5). */
  startTime: z.number().int(),
  state: z.enum(['starting', 'ready', 'stopping']),
})

export type SupervisorRecord = z.infer<typeof record>

/** Beside the directory rather than in it: it is there before the instance is. */
export function lockFile(directory: string): string {
  return `${directory}.lock`
}

/** Written in place: another file under the same name would not be the one that is locked. */
export function recordSupervisor(directory: string, state: SupervisorRecord['state']): void {
  const own = startTime(process.pid) ?? 0
  writeFileSync(lockFile(directory), JSON.stringify({ pid: process.pid, startTime: own, state }), {
    mode: 0o600,
  })
}

/** The supervisor that is alive now. */
export function livingSupervisor(directory: string): SupervisorRecord | undefined {
  try {
    const found = record.parse(JSON.parse(readFileSync(lockFile(directory), 'utf8')))
    return startTime(found.pid) === found.startTime ? found : undefined
  } catch {
    return undefined // never started, or caught between two writes
  }
}
