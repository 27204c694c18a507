/** What the instance, the agent and the tests know of a server: how to set it up, start, stop and reload it. */
import type { Instance } from './instance'

/** Servers shown on the Mail Services page, in the order in which they start. */
export const serviceNames = ['slapd', 'saslauthd', 'cyrus', 'postfix', 'apache', 'proftpd'] as const
export type ServiceName = (typeof serviceNames)[number]

export type ManagedServer = {
  name: ServiceName | 'syslog'
  /** Writes the configuration of a new instance; running it again changes nothing. */
  configure(instance: Instance): Promise<void>
  /** Resolves when the server answers. Does nothing when it already does. Throws ConsoleError 'service.start'. */
  start(instance: Instance): Promise<void>
  /** Resolves when the server is gone. Never touches a process that is not this instance's. */
  stop(instance: Pick<Instance, 'directory'>): Promise<void>
  reload(instance: Instance): Promise<void>
  /** Pids that belong to it now, main process first; verified to be this instance's. */
  processes(instance: Instance): Promise<number[]>
  /** The main process; undefined when it is gone, though it may have left others behind. */
  main(instance: Instance): Promise<number | undefined>
}
