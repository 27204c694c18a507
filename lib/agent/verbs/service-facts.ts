import { readFileSync } from 'node:fs'
import type { ServiceName } from '@/lib/adapters/agent/protocol'
import { startTime } from '@/lib/instance/processes'
import { runProgram } from '@/lib/instance/program'
import { lastErrors } from '../last-errors'
import { listeningOf } from '../listening'
import { services } from '../services'
import type { Verb } from '../verb'

/** What each program prints about itself, and where its version is in that. */
const versions: Record<ServiceName, [program: string, argv: string[], version: RegExp]> = {
  slapd: ['/usr/sbin/slapd', ['-VV'], /slapd (\S+)/],
  saslauthd: ['/usr/sbin/saslauthd', ['-v'], /saslauthd (\S+)/],
  cyrus: ['/usr/lib/cyrus/bin/master', ['-V'], /cyrus-imapd (\S+)/],
  postfix: ['/usr/sbin/postconf', ['-dh', 'mail_version'], /^(\S+)/],
  apache: ['/usr/sbin/apache2', ['-v'], /Apache\/(\S+)/],
  proftpd: ['/usr/sbin/proftpd', ['-v'], /Version (\S+)/],
}

/** The kernel counts in hundredths of a second, whatever its own clock does; proc(5). */
const TICKS = 100

/** What there is to know of a server besides whether it answers. */
export const serviceFacts: Verb<'service.facts'> = async (instance, { service }) => {
  const server = services[service]
  const [version, pids, main] = await Promise.all([
    versionOf(service),
    server.processes(instance),
    server.main(instance),
  ])
  const { addresses, sockets } = listeningOf(pids)
  const own = sockets.map((socket) => socket.replace(`${instance.directory}/`, ''))
  return {
    version,
    startedAt: main === undefined ? null : startedAt(main),
    listening: (addresses.length > 0 ? addresses : own).slice(0, 50),
    errors: lastErrors(instance, service, main !== undefined),
  }
}

async function versionOf(service: ServiceName): Promise<string> {
  const [program, argv, version] = versions[service]
  const { stdout, stderr } = await runProgram(program, argv, { timeout: 4_000, keep: 10_000 }).catch(() => ({
    ...{ stdout: '', stderr: '' },
  }))
  return version.exec(`${stdout}${stderr}`)?.[1] ?? ''
}

function startedAt(pid: number): string | null {
  const ticks = startTime(pid)
  const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]
  if (ticks === undefined || boot === undefined) return null
  return new Date((Number(boot) + ticks / TICKS) * 1000).toISOString()
}
