/**
 * What configuration files may name when they are changed through the console, whoever changes them: root's own list,
 * etc/configuration-allowed.json. A directory with a slash at its end stands for all that is in it.
 */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readableByAll, replaceFile } from './files'
import type { Instance } from './instance'

const places = z.array(z.string().startsWith('/'))
const allowed = z.strictObject({
  /** What may be started, and directories that programs are looked for in. */
  programs: places,
  /** What may be loaded into a server. */
  modules: places,
  /** Files whose statements count as well; whoever may write there is root in effect. */
  includes: places,
  /** Everything else that is named by a path. */
  paths: places,
  /** Users and groups of the system that something may run as. */
  users: z.array(z.string()),
})

export type Allowed = z.infer<typeof allowed>

const NOTHING: Allowed = { programs: [], modules: [], includes: [], paths: [], users: [] }

/** Writes the list if there is none. */
export async function ensureAllowed(instance: Instance): Promise<void> {
  const { configurationAllowed } = instance.paths
  if (existsSync(configurationAllowed)) return
  await replaceFile(configurationAllowed, `${JSON.stringify(usual(instance), null, 2)}\n`, readableByAll)
}

/** The list; nothing when it is not there, cannot be understood, or somebody but root could have written it. */
export function readAllowed({ paths }: Pick<Instance, 'paths'>): Allowed {
  try {
    const { uid, mode } = lstatSync(paths.configurationAllowed)
    if (uid !== 0 || (mode & 0o022) !== 0) return NOTHING
    return allowed.parse(JSON.parse(readFileSync(paths.configurationAllowed, 'utf8')))
  } catch {
    return NOTHING
  }
}

/** Nothing that the console's own user could write is among them. */
function usual({ paths }: Instance): Allowed {
  const inside = (...places: string[]) => places.map((place) => `${place}/`)
  const own = inside(paths.cyrusConfig, paths.apacheConfig, `${paths.etc}/proftpd`)
  return {
    programs: [
      ...['/usr/lib/cyrus/bin/', '/usr/lib/postfix/sbin/', '/usr/lib/postfix', '/usr/sbin', '/etc/postfix'],
    ],
    modules: ['/usr/lib/apache2/modules/', '/usr/lib/proftpd/', '/usr/lib/ldap/'],
    includes: own,
    paths: [
      ...[...own, ...inside(paths.postfixConfig, paths.slapdData, paths.cyrusData, paths.postfixQueue)],
      ...inside(
        paths.postfixData,
        paths.freebusy,
        paths.ftp,
        paths.cyrusRun,
        paths.saslauthdRun,
        paths.slapdRun,
      ),
      ...inside(`${paths.run}/apache`, `${paths.run}/proftpd`, paths.log, '/etc/ssl/certs'),
      '/dev/null',
    ],
    users: ['cyrus', 'mail', 'nogroup', 'openldap', 'postdrop', 'postfix', 'proftpd', 'www-data'],
  }
}
