/** Making the servers take what their files say, and asking them whether they still do what they are for. */
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { until } from '@/lib/instance/until'
import { control, services } from '../services'
import type { ConfiguredService } from './files'
import type { Cost } from './journal'
import { probe } from './probe'

/** Milliseconds for a server to do again what it is for. */
const PATIENCE = 20_000
/** Milliseconds in which the old processes of a server that was told to reload may still answer. */
const RELOAD = 1_000

/** In the order in which they start. */
export const inOrder: readonly ConfiguredService[] = ['slapd', 'cyrus', 'postfix', 'apache', 'proftpd']

/** `service` is the server that does not do its part, where that is not the one that was asked. */
export type Trouble = { service?: ConfiguredService; code: string; detail: string }

export async function isRunning(instance: Instance, service: ConfiguredService): Promise<boolean> {
  return (await services[service].main(instance)) !== undefined
}

/** Makes a server take its files; one that has died is started. Errors: service.start, service.stop, service.refused. */
export async function bring(instance: Instance, service: ConfiguredService, cost: Cost): Promise<void> {
  if (cost === 'none' && (await isRunning(instance, service))) return
  await control(cost === 'restart' ? 'restart' : 'reload', service, async (server) => {
    if (cost === 'restart') await server.stop(instance)
    if (cost === 'restart' || (await server.main(instance)) === undefined) await server.start(instance)
    else await server.reload(instance)
  })
}

/**
 * What is wrong with a server; null once it does what it is for. Waits for that as long as a start may take, and no
 * longer for one that has ended.
 */
export async function troubleOf(
  instance: Instance,
  service: ConfiguredService,
  { cost, patience = PATIENCE }: { cost: Cost; patience?: number },
): Promise<Trouble | null> {
  const begin = Date.now()
  let trouble: Trouble | null = null
  await until(
    async () => {
      trouble = await probe(instance, service)
      if (trouble !== null) return !(await isRunning(instance, service))
      return cost !== 'reload' || Date.now() - begin >= RELOAD
    },
    patience,
    200,
  )
  return trouble
}

/** As troubleOf; of a server that has ended, what it says when it is started. */
export async function explainedTrouble(
  instance: Instance,
  service: ConfiguredService,
  cost: Cost,
): Promise<Trouble | null> {
  const trouble = await troubleOf(instance, service, { cost })
  if (!trouble || (await isRunning(instance, service))) return trouble
  const failure = await bring(instance, service, 'none').catch(troubleIn)
  return failure ?? troubleOf(instance, service, { cost: 'restart' })
}

/** An error as a reason. */
export function troubleIn(error: unknown): Trouble {
  if (error instanceof ConsoleError)
    return { code: error.code, detail: String(error.values.detail ?? error.message) }
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) }
}
