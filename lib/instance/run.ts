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

/** Told of each server as it is done, with the milliseconds it took, and why if it failed. */
export type Progress = (server: ManagedServer['name'], milliseconds: number, failure?: Error) => void

/** Every server, in the order in which they start. */
export const managedServers: ManagedServer[] = [syslog, slapd, saslauthd, cyrus, postfix, apache, proftpd]

/** Servers that need only those before them: a group starts together. */
const startGroups: ManagedServer[][] = [[syslog], [slapd], [saslauthd, cyrus, apache, proftpd], [postfix]]

/**
 * Starts whatever does not answer; `whenSlapdRuns` is for what has to be done in the directory before the others
 * read it. Errors: the first one's; the other servers are started all the same.
 */
export async function startAll(
  instance: Instance,
  progress?: Progress,
  whenSlapdRuns?: () => Promise<void>,
): Promise<void> {
  await inGroups(startGroups, (server) => startOne(server, instance, whenSlapdRuns), progress)
}

/** Stops whatever runs, those that take work in first. Errors as in startAll. */
export async function stopAll(instance: Pick<Instance, 'directory'>, progress?: Progress): Promise<void> {
  await inGroups(startGroups.toReversed(), (server) => server.stop(instance), progress)
}

async function startOne(
  server: ManagedServer,
  instance: Instance,
  whenSlapdRuns: (() => Promise<void>) | undefined,
): Promise<void> {
  await server.start(instance)
  if (server.name === 'slapd') await whenSlapdRuns?.()
}

async function inGroups(
  groups: ManagedServer[][],
  act: (server: ManagedServer) => Promise<void>,
  progress: Progress | undefined,
): Promise<void> {
  const failures: Error[] = []
  for (const group of groups) {
    await Promise.all(
      group.map(async (server) => {
        const begin = performance.now()
        const failure = await act(server).then(
          () => undefined,
          (error) => (error instanceof Error ? error : new Error(String(error))),
        )
        if (failure) failures.push(failure)
        progress?.(server.name, Math.round(performance.now() - begin), failure)
      }),
    )
  }
  if (failures[0]) throw failures[0]
}
