import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { replaceFile, rootOnly } from '../files'
import type { Instance } from '../instance'

/** A login of the directory that no person has, which FTP is tried with. */
export const FTP_PROBE_LOGIN = 'cyrus'

/** Who may sign in, as LDAPUsers has it: people with an account, and whoever tries that they can. */
export const ftpFilter = `(&(|(objectClass=smAccount)(uid=${FTP_PROBE_LOGIN}))(uid=%u))`

/** Lets the console try whether people can sign in; a filter of the administrator's own stays. */
export async function bringSignIn({ paths }: Instance): Promise<void> {
  if (!existsSync(paths.proftpdConf)) return
  const text = await readFile(paths.proftpdConf, 'utf8')
  const brought = text.replace(
    /^(LDAPUsers ".*") "\(&\(objectClass=smAccount\)\(uid=%u\)\)"$/m,
    `$1 "${ftpFilter}"`,
  )
  if (brought !== text) await replaceFile(paths.proftpdConf, brought, rootOnly)
}

/** Has a ProFTPD that listened on every address listen on its own alone; what else stands in the file stays. */
export async function bindTight({ paths }: Instance): Promise<void> {
  // Whoever does without FTP may have taken it away.
  if (!existsSync(paths.proftpdConf)) return
  const text = await readFile(paths.proftpdConf, 'utf8')
  if (/^\s*SocketBindTight\b/im.test(text)) return
  const bound = text.replace(/^DefaultAddress .*$/m, '$&\nSocketBindTight on')
  await replaceFile(paths.proftpdConf, bound, rootOnly)
}
