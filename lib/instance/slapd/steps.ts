/**
 * What changed in slapd's configuration and base tree from version to version of the console. A new instance is
 * made as after the last step. A change goes into the tables (schema, access rules, database, base tree) and gets
 * a step here, which brings a running slapd to them or moves data; each step may run again without harm.
 */
import type { Instance } from '../instance'
import { asSlapdAdministrator } from './administration'
import { bringModules, bringOverlays, bringSchema, bringSettings } from './cn-config'
import { slapd } from './slapd'

type SlapdStep = {
  number: number
  /** What it changes, for the log. */
  title: string
  run: (instance: Instance) => Promise<void>
}

/** In ascending order; slapd runs while they do. */
export const slapdSteps: readonly SlapdStep[] = [
  { number: 1, title: 'schema, access rules, indexes and overlays of the first version', run: bringUpToDate },
]

/** Runs the steps that have not been done and reports each one's number, to be stored, as soon as it is done. */
export async function upgradeSlapd(
  instance: Instance,
  done: (number: number, title: string) => Promise<void>,
): Promise<void> {
  for (const { number, title, run } of slapdSteps) {
    if (number <= instance.upgraded.slapd) continue
    await run(instance)
    await done(number, title)
  }
}

/** Brings everything in cn=config that the tables of this version are about up to date. */
async function bringUpToDate(instance: Instance): Promise<void> {
  const { suffix } = instance
  const isStale = await asSlapdAdministrator(instance, async (client) => {
    await bringModules(client)
    const hasReplaced = await bringSchema(client)
    await bringOverlays(client, suffix)
    await bringSettings(client, suffix)
    return hasReplaced
  })
  if (isStale) await slapd.reload(instance)
}
