/** Bringing Cyrus's files of earlier versions up to date; what the administrator changed beside ours stays. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { readableByAll, replaceFile } from '../files'
import { type Instance, readSecret } from '../instance'
import { until } from '../until'
import { directoryLogin, groupsInImapd, groupsService } from './configuration'
import { cyrus, cyrusOnly } from './cyrus'

/** Groups of the directory in access lists. Whoever decided about `auth_mech` keeps what was decided. */
export async function bringGroups(instance: Instance): Promise<void> {
  const { paths } = instance
  if (!existsSync(paths.imapdConf)) return
  const settings = await readFile(paths.imapdConf, 'utf8')
  if (has(settings, 'auth_mech')) return
  const present = await readFile(paths.cyrusConf, 'utf8')
  const services = hasPtloader(present) ? present : withService(present, groupsService(instance))
  if (!hasPtloader(services)) return
  const login = directoryLogin(instance, readSecret(instance, 'mta'))
  await replaceFile(`${paths.cyrusConfig}/directory.conf`, login, cyrusOnly())
  if (services !== present) {
    await replaceFile(paths.cyrusConf, services, readableByAll)
    // Who signs in from then on asks ptloader: it has to be there before.
    await reloadIfRunning(instance)
  }
  await replaceFile(paths.imapdConf, withSettings(settings, groupsInImapd(instance)), readableByAll)
  await reloadIfRunning(instance)
}

/** What Cyrus remembers of a name it says of the next folder of that name too. */
export async function countAlways(instance: Instance): Promise<void> {
  const { imapdConf } = instance.paths
  if (!existsSync(imapdConf)) return
  const settings = await readFile(imapdConf, 'utf8')
  const counting = settings.replace(/^statuscache:[ \t]*yes[ \t]*$/m, 'statuscache: no')
  if (counting === settings) return
  await replaceFile(imapdConf, counting, readableByAll)
  await reloadIfRunning(instance)
}

/** Cyrus may have outlived the console that is being replaced. SIGHUP also ends processes that nobody uses. */
async function reloadIfRunning(instance: Instance): Promise<void> {
  if ((await cyrus.main(instance)) === undefined) return
  await cyrus.reload(instance)
  await until(async () => existsSync(instance.paths.ptloaderSocket), 5000)
}

function hasPtloader(services: string): boolean {
  return /^[^#\n]*\bptloader\b/m.test(services)
}

function withService(text: string, line: string): string {
  return text.replace(
    /^([ \t]*SERVICES[ \t]*\{[\s\S]*?)(\n[ \t]*\})/m,
    (_all, head, end) => `${head}\n${line}${end}`,
  )
}

/** Cyrus takes no setting twice. */
function withSettings(text: string, wanted: string): string {
  const missing = wanted.split('\n').filter((line) => !has(text, line.split(':')[0] ?? '', line))
  return `${text.replace(/\n*$/, '\n')}\n${missing.join('\n')}`
}

function has(text: string, name: string, line = ''): boolean {
  // Files may be included as often as there are some.
  if (name === '@include') return text.includes(line)
  return text.split('\n').some((present) => present.trimStart().startsWith(`${name}:`))
}
