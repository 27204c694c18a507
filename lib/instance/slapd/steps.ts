/**
 * What changed in slapd's configuration and base tree from version to version of the console. A new instance is
 * made as after the last step. A change goes into the tables (schema, access rules, database, base tree) and gets
 * a step here, which brings a running slapd to them or moves data; each step may run again without harm.
 */
import type { Instance } from '../instance'
import { mustRun } from '../program'
import { systemUser } from '../system-users'
import { asSlapdAdministrator } from './administration'
import { bringServicePasswords } from './base-tree'
import {
  bringAccess,
  bringModules,
  bringOverlays,
  bringSchema,
  bringSettings,
  withoutOverlay,
} from './cn-config'
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
  {
    number: 2,
    title: 'private containers, groups, limits, contacts, resources and forwarding',
    run: async (instance) => {
      await bringUpToDate(instance)
      await reindex(instance, ['uid', 'mailLocalAddress', 'cn', 'sn', 'givenName', 'displayName'])
    },
  },
  { number: 3, title: 'addresses that accounts bring to another domain', run: bringUpToDate },
  {
    number: 4,
    title: 'sign-ins of the servers without the work that passwords of people need',
    run: bringServicePasswords,
  },
  {
    number: 5,
    title: 'names of groups from the console alone, addresses of the own domain',
    run: bringUpToDate,
  },
  { number: 6, title: 'rules for addresses that cost those who read less', run: bringUpToDate },
  {
    number: 7,
    title: 'no sorting by what is not shown',
    run: (instance) => asSlapdAdministrator(instance, (client) => withoutOverlay(client, 'sssvlv')),
  },
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
  // Somebody may have made a container private, or moved one, while no console was there to take note.
  await refreshAccess(instance)
}

/**
 * Makes the access rules follow the containers that are private now; true when they did not. `also` are containers
 * to hide besides, for the moment before a name or place becomes that of a private one: more can only hide more.
 */
export async function refreshAccess(instance: Instance, also: string[] = []): Promise<boolean> {
  return asSlapdAdministrator(instance, (client) => bringAccess(client, instance.suffix, also))
}

/** Brings everything in cn=config that the tables of this version are about up to date. */
async function bringUpToDate(instance: Instance): Promise<void> {
  const { suffix } = instance
  const isStale = await asSlapdAdministrator(instance, async (client) => {
    await bringModules(client)
    return bringSchema(client)
  })
  // What comes next must find the new definitions, and nothing else.
  if (isStale) await slapd.reload(instance)
  await asSlapdAdministrator(instance, async (client) => {
    await bringOverlays(client, suffix)
    await bringSettings(client, suffix)
  })
}

/**
 * Builds indexes anew with slapindex(8). slapd does so by itself, but forgets what is left to do when it is stopped
 * on the way, and then finds half of the entries.
 */
async function reindex(instance: Instance, attributes: string[]): Promise<void> {
  const { paths, suffix } = instance
  await slapd.stop(instance)
  const argv = ['-q', '-F', paths.slapdConfig, '-b', suffix, ...attributes]
  const patience = { user: systemUser('openldap'), timeout: 30 * 60_000 }
  await mustRun('slapd', '/usr/sbin/slapindex', argv, patience)
  await slapd.start(instance)
}
