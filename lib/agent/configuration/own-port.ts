/** Whether a password may be said to whoever listens on a port. */
import { readFileSync } from 'node:fs'
import type { Instance } from '@/lib/instance/instance'
import { portHolders } from '@/lib/instance/port-holders.mjs'
import { services } from '../services'
import { Silence } from './dialogue'

/** Errors: Silence for a port that is not the server's own, started by root; for a name, which may lead anywhere. */
export async function mustOwn(
  instance: Instance,
  service: 'postfix' | 'proftpd',
  port: number,
  address = '127.0.0.1',
): Promise<void> {
  const main = await services[service].main(instance)
  const isListening = portHolders(port, address).some(({ pid }) => pid === main)
  if (main === undefined || !isListening || startedBy(main) !== 0)
    throw new Silence(`port ${port} is not ${NAMES[service]}'s`)
}

const NAMES = { postfix: 'Postfix', proftpd: 'ProFTPD' }

/** The real user id of a process, see proc_pid_status(5); undefined when it is gone. */
function startedBy(pid: number): number | undefined {
  try {
    return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
