/** A whole mail server of its own for tests of its configuration, with the agent. */
import path from 'node:path'
import { closeDatabase, migrate } from '@/lib/adapters/database'
import { bundle, guard, startAgent, testDirectory } from '@/lib/agent/testing'
import { createInstance } from '@/lib/instance/create'
import type { Instance } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { startAll } from '@/lib/instance/run'

/** Becomes what this process manages. `prepare` may write files before the servers start. */
export async function configuredInstance(
  prepare: (instance: Instance) => Promise<void> = async () => {},
): Promise<{ instance: Instance; remove(): Promise<void> }> {
  const directory = testDirectory()
  const remove = await guard(directory)
  const [name, hostname, domain] = [path.basename(directory), 'mail.example.com', 'example.com']
  const instance = await createInstance({
    ...{ directory, name, hostname, domain, ports: freePorts(), node: process.execPath },
  })
  migrate(instance.paths.database, path.resolve('prisma/migrations'))
  await prepare(instance)
  await startAll(instance)
  process.env.SERVER_MANAGER_INSTANCE = directory
  const agent = await startAgent(await bundle('lib/agent/main.ts', directory), directory)
  return {
    instance,
    async remove() {
      agent.child.kill('SIGTERM')
      await agent.ended
      await closeDatabase(instance.paths.database)
      await remove()
    },
  }
}
