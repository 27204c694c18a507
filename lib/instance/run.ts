/** Starting and stopping all servers of an instance in an order in which each finds what it needs. */
import { apache } from './apache/apache'
import { cyrus } from './cyrus/cyrus'
import type { Instance } from './instance'
import { postfix } from './postfix/postfix'
import { proftpd } from './proftpd/proftpd'
import { saslauthd } from './saslauthd/saslauthd'
import type { ManagedServer } from './server'
import { slapd } from './slapd/slapd'
import { syslog } from './syslog/syslog'

/** Told of each server as it is done, with the milliseconds it took. */
export type Progress = (server: ManagedServer['name'], milliseconds: number) => void

/** Every server, in the order in which they start. */
export const managedServers: ManagedServer[] = [syslog, slapd, saslauthd, cyrus, postfix, apache, proftpd]

/** Servers that need only those before them: a group starts together. */
const startGroups: ManagedServer[][] = [[syslog], [slapd], [saslauthd, cyrus, apache, proftpd], [postfix]]

/** Starts whatever does not answer. Errors: the first server's that does not start; the others are tried all the same. */
export async function startAll(instance: Instance, progress?: Progress): Promise<void> {
  for (const group of startGroups) await together(group, (server) => server.start(instance), progress)
}

/** Stops whatever runs, those that take work in first. Errors as in startAll. */
export async function stopAll(instance: Instance, progress?: Progress): Promise<void> {
  for (const group of startGroups.toReversed()) {
    await together(group, (server) => server.stop(instance), progress)
  }
}

async function together(
  group: ManagedServer[],
  act: (server: ManagedServer) => Promise<void>,
  progress: Progress | undefined,
): Promise<void> {
  const results = await Promise.allSettled(
    group.map(async (server) => {
      const begin = performance.now()
      await act(server)
      progress?.(server.name, Math.round(performance.now() - begin))
    }),
  )
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
}
