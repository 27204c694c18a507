/** The ports of an instance: where they come from and whether they can be had. */
import { ConsoleError } from '@/lib/errors'
import type { Instance, Ports } from './instance'
import { portHolders } from './port-holders.mjs'
import { belongsTo } from './processes'

export { portsFromBase } from './port-numbers.mjs'

/** A block of free ports for a short-lived instance. */
export function freePorts(): Ports {
  const first = freeBlock(32)
  return {
    ldap: first,
    imap: first + 1,
    pop3: first + 2,
    sieve: first + 3,
    dav: first + 4,
    smtp: first + 5,
    submission: first + 6,
    https: first + 7,
    web: first + 8,
    ftp: first + 9,
    ftpPassiveFirst: first + 10,
    ftpPassiveLast: first + 31,
  }
}

/** Errors: 'conflict' port.busy when a port is held by a process that is not the instance's. */
export function checkPorts({ ports, directory }: Pick<Instance, 'ports' | 'directory'>): void {
  for (const port of Object.values(ports)) {
    const stranger = portHolders(port).find(({ pid }) => !belongsTo(pid, directory))
    if (stranger) throw new ConsoleError('conflict', 'port.busy', { port, ...stranger })
  }
}

/** Below 32768, where the kernel begins to hand out ports to clients, and above the default instance's. */
function freeBlock(length: number): number {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = 16_000 + Math.floor(Math.random() * 16_000)
    const block = Array.from({ length }, (_, index) => first + index)
    if (block.every((port) => portHolders(port).length === 0)) return first
  }
  throw new ConsoleError('failed', 'port.none')
}
