/** Checks a login and a password. Wrong, unknown and suspended look the same, in words and in time. */
import { onePerProcess } from '@/lib/adapters/one-per-process'
import { Turns } from '@/lib/adapters/turns'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import { reasonIn, recordEvent } from './intents'
import { type Person, personById, personByLogin } from './person'
import { createSession, endSession, readSession } from './session'
import { admitAttempt, foldedLogin, forgiveAttempt, takeBackAttempt } from './throttle'

export type Attempt = { login: string; password: string; address: string; face: 'web' | 'command' }

/**
 * Signs in and opens a session: the person's entryUUID and the session's secret id. Errors: those of signIn().
 */
export async function openSession(
  connections: Connections,
  attempt: Attempt,
  userAgent: string,
): Promise<{ id: string; sid: string }> {
  const { id, login, dn } = await signIn(connections, attempt)
  const { address, password } = attempt
  const sid = await createSession(connections.database, { id, login, address, userAgent })
  // Who changed the password since it was found right has ended the sessions that there were, and this was none yet.
  let isStillRight = false
  try {
    isStillRight = await connections.checkPassword(dn, password)
  } finally {
    if (!isStillRight) await endSession(connections.database, sid)
  }
  if (!isStillRight) throw new ConsoleError('denied', 'access.wrong')
  return { id, sid }
}

/**
 * The person's entryUUID, login and entry. Throws access.wrong, access.throttled, or 'unavailable' when slapd does
 * not answer (which counts as no attempt).
 */
export async function signIn(
  connections: Connections,
  attempt: Attempt,
): Promise<{ id: string; login: string; dn: string }> {
  const { database, directory, instance } = connections
  const login = attempt.login.trim().toLowerCase()
  const caller = { kind: 'person', id: '', face: attempt.face, address: attempt.address } as const
  const ofLogin = () => personByLogin(directory, instance.suffix, login)
  const refused = async (person: Person | null, error: ConsoleError) => {
    // A login that nobody has is not kept: it may be a password that was typed in the wrong place.
    const who = { caller, person: null, login: person?.login }
    if (error.kind === 'throttled' && (await isRecorded(database, attempt.address, person, error))) return
    await recordEvent(database, who, 'session.signIn', 'failed', reasonIn(error))
  }
  const person = await ofLogin()
  // However it was spelt, it is one account that is guessed at.
  const counted = { login: person?.login ?? login, address: attempt.address }
  return inTurn(foldedLogin(counted.login), async () => {
    try {
      await admitAttempt(database, counted)
    } catch (error) {
      if (isConsoleError(error, 'throttled')) await refused(person, error)
      throw error
    }
    try {
      const known = person !== null && !person.suspended
      // It takes as long as the decoy's password, whose hash is the dearest there is: an unknown login, an account
      // without a password or with an old and cheap hash are not told apart by the time.
      const decoy = `cn=decoy,ou=services,${instance.suffix}`
      const [right] = await Promise.all([
        connections.checkPassword(known ? person.dn : decoy, attempt.password),
        connections.checkPassword(decoy, attempt.password),
      ])
      if (!known || !right) throw new ConsoleError('denied', 'access.wrong')
      await forgiveAttempt(database, counted)
      await recordEvent(database, { caller, person }, 'session.signIn', 'done')
      return { id: person.id, login: person.login, dn: person.dn }
    } catch (error) {
      if (isConsoleError(error, 'denied')) await refused(person, error)
      else await takeBackAttempt(database, counted)
      throw error
    }
  })
}

/** Milliseconds that an attempt waits for others of its account, at most: as long as slapd may take for one. */
const PATIENCE = 5000
/** Attempts that go on or wait now, by what they are counted as. */
const attemptsUnderWay = () =>
  onePerProcess('attempts', () => new Map<string, { turns: Turns; count: number }>())

/** One after the other for each account: a script that signs in rightly many times at once does not guess. */
async function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
  const busy = () => new ConsoleError('unavailable', 'service.unreachable', { service: 'slapd' })
  const underWay = attemptsUnderWay()
  const attempts = underWay.get(account) ?? { turns: new Turns(1, PATIENCE, busy), count: 0 }
  underWay.set(account, attempts)
  attempts.count++
  try {
    return await attempts.turns.take(work)
  } finally {
    attempts.count--
    if (attempts.count === 0) underWay.delete(account)
  }
}

/** Whoever goes on guessing while there is a pause could fill the audit log: one row a minute tells of it. */
async function isRecorded(
  database: Connections['database'],
  address: string,
  person: Person | null,
  { code }: ConsoleError,
): Promise<boolean> {
  const at = { gt: new Date(Date.now() - 60_000) }
  const where = { at, operation: 'session.signIn', code, address, actor: person?.login ?? '' }
  return (await database.intent.findFirst({ where, select: { id: true } })) !== null
}

/** Ends the session of this secret id, whether slapd answers or not. */
export async function signOut(
  { database, directory, instance }: Connections,
  sid: string,
  address: string,
): Promise<void> {
  const session = await readSession(database, sid)
  await endSession(database, sid)
  if (!session) return
  const person = await personById(directory, instance.suffix, session.person).catch(() => null)
  const caller = { kind: 'person', id: session.person, face: 'web', address } as const
  await recordEvent(database, { caller, person, login: session.login }, 'session.signOut', 'done')
}
