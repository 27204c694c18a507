import { leave, openBound } from './connection'
import { parseDn } from './dn'
import { ldapResult, refusalOf } from './refusal'
import { isSendable } from './text'

/** Bytes; far above what anyone can have chosen, and below what makes slapd hang up without an answer. */
const LONGEST = 4096

/**
 * Whether slapd lets this entry in with this password, asked on a connection of its own. A password that cannot
 * be one (empty, which slapd takes for an anonymous bind; NUL; unpaired surrogate; endless) is false without asking.
 * Errors: unavailable service.unreachable.
 */
export async function checkPassword(
  url: string,
  dn: string,
  password: string,
  timeoutMs = 5000,
): Promise<boolean> {
  if (password === '' || Buffer.byteLength(password) > LONGEST) return false
  if (!isSendable(password) || parseDn(dn).length === 0) return false
  try {
    leave(await openBound({ url, timeoutMs }, dn, password))
    return true
  } catch (error) {
    const code = refusalOf(error)?.resultCode
    if (code === ldapResult.invalidCredentials || code === ldapResult.inappropriateAuthentication)
      return false
    throw error
  }
}
