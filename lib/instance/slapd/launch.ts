/** Starting slapd so that it writes its own log, which it does only in the foreground (`-d`, slapd(8)). */
import { spawn } from 'node:child_process'
import { closeSync, openSync, rmSync } from 'node:fs'
import type { Instance } from '../instance'
import type { ProgramResult } from '../program'
import { until } from '../until'

export const PROGRAM = '/usr/sbin/slapd'
/** Resolves when slapd answers, or when it gave up: then its code is not 0 and the log says why. */
export async function launchSlapd(
  instance: Instance,
  answers: (instance: Instance) => Promise<boolean>,
): Promise<ProgramResult> {
  const { paths } = instance
  // slapd opens it as its own user, which a file of somebody else's would prevent.
  rmSync(`${paths.slapdRun}/slapd.pid`, { force: true })
  const log = openSync(`${paths.log}/slapd.log`, 'a', 0o640)
  const argv = [
    '-d',
    'stats',
    '-F',
    paths.slapdConfig,
    '-h',
    listeners(instance),
    '-u',
    'openldap',
    '-g',
    'openldap',
  ]
  // A session of its own: it outlives this process and does not hear a terminal's Ctrl-C.
  const child = spawn(PROGRAM, argv, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { NODE_ENV: 'production', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
  })
  closeSync(log)
  child.unref()
  let code: number | null = 0
  let hasEnded = false
  const end = (exitCode: number | null) => {
    code = exitCode
    hasEnded = true
  }
  child.on('exit', end)
  child.on('error', () => end(null))
  await until(async () => hasEnded || (await answers(instance)), 20_000)
  return { code: hasEnded ? code || 1 : 0, stdout: '', stderr: '' }
}

function listeners({ ports, paths }: Instance): string {
  return `ldap://127.0.0.1:${ports.ldap}/ ldapi://${encodeURIComponent(paths.ldapiSocket)}/`
}
