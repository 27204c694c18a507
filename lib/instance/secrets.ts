/** The passwords that the servers and the console use among themselves, one file each, made once. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { replaceFile, rootOnly } from './files'
import { CONSOLE_USER, type Instance, type SecretName } from './instance'
import { systemUser } from './system-users'

/** Who may read a secret besides root. */
const readers: Record<SecretName, 'root' | 'console'> = {
  console: 'console',
  cyrus: 'console',
  session: 'console',
  proxy: 'console',
  mta: 'root',
  'slapd-config': 'root',
  'root-proof': 'root',
}

/** Makes the secrets that are missing: 32 random bytes each, base64url. */
export async function ensureSecrets({ paths }: Instance): Promise<void> {
  const consoleOnly = { ...systemUser(CONSOLE_USER), mode: 0o400 }
  for (const [name, reader] of Object.entries(readers) as [SecretName, 'root' | 'console'][]) {
    if (existsSync(paths.secret(name))) continue
    const owner = reader === 'console' ? consoleOnly : rootOnly
    await replaceFile(paths.secret(name), randomBytes(32).toString('base64url'), owner)
  }
}
