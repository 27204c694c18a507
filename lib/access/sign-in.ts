/** Checks a login and a password. Wrong, unknown and suspended look the same, in words and in time. */
import { ConsoleError, isConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import { recordEvent } from './intents'
import { type Person, personByLogin } from './person'
import { admitAttempt, forgiveAttempt } from './throttle'

export type Attempt = { login: string; password: string; address: string; face: 'web' | 'command' }

/**
 * The person's entryUUID and login. Throws access.wrong, access.throttled, or 'unavailable' when slapd does
 * not answer (which counts as no attempt).
 */
export async function signIn(
  connections: Connections,
  attempt: Attempt,
): Promise<{ id: string; login: string }> {
  const { database, directory, instance } = connections
  const login = attempt.login.trim().toLowerCase()
  const caller = { kind: 'person', id: '', face: attempt.face, address: attempt.address } as const
  const event = (state: 'done' | 'failed', person: Person | null, code: string | null = null) =>
    recordEvent(database, { caller, person, login: login.slice(0, 64) }, 'session.signIn', state, code)
  try {
    await admitAttempt(database, { login, address: attempt.address })
  } catch (error) {
    if (isConsoleError(error, 'throttled')) await event('failed', null, error.code)
    throw error
  }
  try {
    const person = await personByLogin(directory, instance.suffix, login)
    const known = person !== null && !person.suspended
    // An unknown login costs one password hash too: the decoy's.
    const dn = known ? person.dn : `cn=decoy,ou=services,${instance.suffix}`
    const right = await connections.checkPassword(dn, attempt.password)
    if (!known || !right) throw new ConsoleError('denied', 'access.wrong')
    await forgiveAttempt(database, { login, address: attempt.address })
    await event('done', person)
    return { id: person.id, login: person.login }
  } catch (error) {
    if (isConsoleError(error, 'denied')) await event('failed', null, error.code)
    else await forgiveAttempt(database, { login, address: attempt.address })
    throw error
  }
}
