/** The directories and log files of an instance with their owners: each server reaches its own data and nobody else's. */
import path from 'node:path'
import { ensureDirectory, ensureFile, ensureParents, type Ownership } from './files'
import { CONSOLE_USER, type Instance } from './instance'
import { systemGroup, systemUser } from './system-users'

/** Makes what is missing and corrects owners and modes of what is there. */
export async function ensureDirectories({ directory, paths }: Instance): Promise<void> {
  const root = { uid: 0, gid: 0 }
  const postfixGroup = systemGroup('postfix')
  const open: Ownership = { ...root, mode: 0o755 }
  const own = (user: string, mode: number): Ownership => ({ ...systemUser(user), mode })
  const rows: [directory: string, owner: Ownership][] = [
    [directory, open],
    [paths.etc, open],
    [paths.slapdConfig, own('openldap', 0o700)],
    [paths.cyrusConfig, open],
    [paths.postfixConfig, open],
    [paths.apacheConfig, open],
    [paths.secrets, { uid: 0, gid: systemUser(CONSOLE_USER).gid, mode: 0o750 }],
    [paths.locales, open],
    [paths.var, open],
    [paths.slapdData, own('openldap', 0o700)],
    [paths.cyrusData, own('cyrus', 0o750)],
    [path.dirname(paths.postfixQueue), open],
    [paths.postfixQueue, open],
    [paths.postfixData, own('postfix', 0o700)],
    [paths.consoleData, own(CONSOLE_USER, 0o700)],
    [paths.freebusy, own('www-data', 0o750)],
    [paths.ftp, own('proftpd', 0o711)],
    [paths.run, open],
    [paths.slapdRun, own('openldap', 0o755)],
    // Postfix's lmtp and smtpd reach the sockets in these two. The console asks saslauthd, by name, whether it answers.
    [paths.cyrusRun, { uid: systemUser('cyrus').uid, gid: postfixGroup, mode: 0o750 }],
    [paths.saslauthdRun, { uid: systemUser('cyrus').uid, gid: postfixGroup, mode: 0o751 }],
    // A server opens its own log by name; nobody lists the others.
    [paths.log, { ...root, mode: 0o711 }],
  ]
  await ensureParents(directory)
  for (const [place, owner] of rows) await ensureDirectory(place, owner)
  await ensureFile(`${paths.log}/slapd.log`, own('openldap', 0o640))
  // Each server would make its own readable by everybody.
  for (const name of ['maillog', 'apache-access.log', 'apache-error.log', 'proftpd-transfers.log']) {
    await ensureFile(`${paths.log}/${name}`, { ...root, mode: 0o640 })
  }
}
