/** The system accounts that servers and console run as, looked up in /etc/passwd and /etc/group. */
import { readFileSync } from 'node:fs'
import { ConsoleError } from '@/lib/errors'
import { CONSOLE_USER } from './instance'
import { mustRun } from './program'

export type SystemUser = { uid: number; gid: number }

/** Number and primary group of a local account. Errors: 'failed' when it does not exist. */
export function systemUser(name: string): SystemUser {
  const row = rowOf('/etc/passwd', name)
  if (!row) throw missing(`there is no system user ${name}`)
  return { uid: Number(row[2]), gid: Number(row[3]) }
}

/** Number of a local group. Errors: 'failed' when it does not exist. */
export function systemGroup(name: string): number {
  const row = rowOf('/etc/group', name)
  if (!row) throw missing(`there is no group ${name}`)
  return Number(row[2])
}

/** Makes the unprivileged account that web and worker run as, with a group of its own, if it is not there. */
export async function ensureConsoleUser(): Promise<void> {
  if (rowOf('/etc/passwd', CONSOLE_USER)) return
  await mustRun('useradd', 'useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    CONSOLE_USER,
  ])
}

function rowOf(file: string, name: string): string[] | undefined {
  const rows = readFileSync(file, 'utf8').split('\n')
  return rows.map((row) => row.split(':')).find((fields) => fields[0] === name)
}

function missing(detail: string): ConsoleError {
  return new ConsoleError('failed', 'service.refused', { service: 'passwd', detail })
}
