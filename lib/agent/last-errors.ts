/** The last errors in a server's log, without passwords. */
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { ServiceName } from '@/lib/adapters/agent/protocol'
import { type Instance, readSecret, type SecretName } from '@/lib/instance/instance'
import { withoutSecretsNow } from './configuration/said'
import { printable } from './cyrus-tools'

const MOST = 10
const LOOKED_AT = 256 * 1024

type Log = { file: string; isError: (line: string) => boolean }

/** Newest last; of a server that does not run also what it printed when it was started. */
export function lastErrors(instance: Instance, service: ServiceName, isRunning: boolean): string[] {
  const { file, isError } = logs(instance)[service]
  const found = endOf(file).filter(isError)
  if (!isRunning) found.push(...endOf(instance.paths.startLog(service)))
  const last = found.slice(-MOST)
  if (last.length === 0) return []
  const [clean, hide] = [cleaner(instance), withoutSecretsNow(instance, service)]
  return last.map((line) => printable(hide(clean(line)), 300))
}

/** How long a server's log is now. */
export function endOfLog(instance: Instance, service: ServiceName): number {
  return statSync(logs(instance)[service].file, { throwIfNoEntry: false })?.size ?? 0
}

/** The errors that a server's log has got since it was that long, however long they are. Newest last. */
export function errorsSince(instance: Instance, service: ServiceName, length: number): string[] {
  const { file, isError } = logs(instance)[service]
  const clean = cleaner(instance)
  const found = endOf(file, length).filter(isError)
  return [
    ...new Set(
      found.slice(-MOST).map((line) => printable(withoutTime(clean(line)), Number.POSITIVE_INFINITY)),
    ),
  ]
}

/** What is said, without when and by which process. */
function withoutTime(line: string): string {
  return line.replace(/^.*?\w\[\d+\]: /, '').replace(/^[0-9a-f]{8}\S* (0x\w+ )?/, '')
}

function logs({ paths, name }: Instance): Record<ServiceName, Log> {
  const bad =
    /\b(error|errors|fatal|panic|crit|fail(ed|ure)?|unable|cannot|can't|could not|invalid|denied|IOERROR|DBERROR)\b/i
  // The instance's own where nothing else serves syslog(3), else where Debian's rsyslog puts mail.
  const places = [`${paths.log}/syslog`, '/var/log/mail.log', '/var/log/syslog']
  const syslog = (tag: string) => ({
    file: places.find((place) => existsSync(place)) ?? '',
    isError: (line: string) => line.includes(tag) && bad.test(line) && !/badlogin/.test(line),
  })
  // Whether saslauthd answers is asked with nobody's login, lib/instance/saslauthd.
  const asked = /Authentication failed for -: |\[user=-\] \[service=server-manager\]/
  const saslauthd = syslog('saslauthd[')
  return {
    // Lines about connections say what clients did; `err=` is in each of them.
    slapd: { file: `${paths.log}/slapd.log`, isError: (line) => !/ conn=\d+ /.test(line) && bad.test(line) },
    saslauthd: { ...saslauthd, isError: (line) => saslauthd.isError(line) && !asked.test(line) },
    cyrus: syslog(`cyrus-${name}/`),
    postfix: {
      file: `${paths.log}/maillog`,
      isError: (line) => /: (warning|error|fatal|panic): /.test(line),
    },
    apache: {
      file: `${paths.log}/apache-error.log`,
      isError: (line) => /\[\w*:?(error|crit|alert|emerg)\]/.test(line),
    },
    proftpd: { file: `${paths.log}/proftpd.log`, isError: (line) => bad.test(line) },
  }
}

/** Whole lines from the end of a file, and behind that many bytes; none when it is not there. */
function endOf(file: string, from = 0): string[] {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const { size } = fstatSync(handle)
    // One that has become shorter is a new one.
    const begin = Math.max(from <= size ? from : 0, size - LOOKED_AT)
    const bytes = Buffer.alloc(size - begin)
    const read = readSync(handle, bytes, 0, bytes.length, size - bytes.length)
    const lines = bytes.subarray(0, read).toString('utf8').split('\n')
    return lines.slice(begin > 0 && begin !== from ? 1 : 0).filter((line) => line.trim() !== '')
  } catch {
    return []
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

const SECRETS: SecretName[] = ['console', 'cyrus', 'mta', 'session', 'proxy', 'slapd-config', 'root-proof']

function cleaner(instance: Instance): (line: string) => string {
  const secrets = SECRETS.flatMap((name) => {
    try {
      return [readSecret(instance, name)].filter((secret) => secret !== '')
    } catch {
      return []
    }
  })
  return (line) =>
    secrets
      .reduce((text, secret) => text.replaceAll(secret, '***'), line)
      .replace(/((?:passw(?:or)?d|passwd|secret|credentials|bind_?pw)\s*[=:]\s*)\S+/gi, '$1***')
      .replaceAll(`${instance.directory}/`, '')
}
