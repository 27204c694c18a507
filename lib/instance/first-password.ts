/** The manager's first password: shown at each start until it has been changed, then forgotten. */
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Instance } from './instance'
import { runProgram } from './program'

/** ldap(3): LDAP_INVALID_CREDENTIALS. Any other failure says nothing about the password. */
const WRONG_PASSWORD = 49

/** The first password, or undefined when it does not count any more. */
export async function firstPassword({ paths, ports, domain, suffix }: Instance): Promise<string | undefined> {
  if (!existsSync(paths.firstPassword)) return undefined
  const manager = `uid=admin,o=${domain},${suffix}`
  const { code } = await runProgram('ldapwhoami', [
    ...['-x', '-H', `ldap://127.0.0.1:${ports.ldap}`, '-D', manager, '-y', paths.firstPassword],
  ])
  if (code !== WRONG_PASSWORD) return readFileSync(paths.firstPassword, 'utf8')
  await rm(paths.firstPassword)
  return undefined
}
