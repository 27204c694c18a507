/**
 * Whether somebody who may change the configuration stands behind a request: the agent asks the directory itself, and
 * believes nothing that the web process says.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { AndFilter, EqualityFilter, NotFilter, OrFilter } from 'ldapts'
import { ConsoleError } from '@/lib/errors'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { accepts, asSlapdAdministrator } from '@/lib/instance/slapd/administration'
import { log } from '../log'
import { inTurn } from '../turns'

export type Proof = null | { login: string; password: string } | { root: string }

/** Wrong passwords that are listened to for one login and for all of them, and in which time; milliseconds. */
const MOST_WRONG = 8
const MOST_OF_ALL = 100
const WITHIN = 10 * 60_000

let wrong: { login: string; at: number }[] = []

/**
 * Resolves with the login of a manager or an administrator with the right password, or with `root`. Errors: 'denied' config.password;
 * 'throttled' access.throttled {minutes}; service.unreachable.
 */
export async function prove(instance: Instance, proof: Proof): Promise<string> {
  if (proof === null) throw new ConsoleError('denied', 'config.password')
  if ('root' in proof) {
    if (isSame(proof.root, readSecret(instance, 'root-proof'))) return 'root'
    throw refused('root')
  }
  // A bind without a password is anybody's, and no guess.
  if (proof.login === '' || proof.password === '') throw refused('password')
  // One at a time, so that none is tried between another one's try and its counting.
  return inTurn('proof', async () => {
    const login = proof.login.normalize('NFKC').toLowerCase()
    const now = Date.now()
    wrong = wrong.filter(({ at }) => at > now - WITHIN)
    const own = wrong.filter((one) => one.login === login)
    if (own.length >= MOST_WRONG || wrong.length >= MOST_OF_ALL) {
      const [first] = own.length >= MOST_WRONG ? own : wrong
      const minutes = Math.ceil(((first?.at ?? now) + WITHIN - now) / 60_000)
      throw new ConsoleError('throttled', 'access.throttled', { minutes })
    }
    const name = await administrator(instance, proof)
    if (name !== undefined) return name
    wrong.push({ login, at: now })
    throw refused('password')
  })
}

/** Forgets wrong attempts, for tests. */
export function forgetAttempts(): void {
  wrong = []
}

function refused(kind: string): ConsoleError {
  log('configuration proof', { result: 'refused', kind })
  return new ConsoleError('denied', 'config.password')
}

/** As the directory writes the login; undefined when it is nobody's, or the password is another one. */
async function administrator(
  instance: Instance,
  { login, password }: { login: string; password: string },
): Promise<string | undefined> {
  const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value })
  const filter = new AndFilter({
    filters: [
      ...[is('objectClass', 'smAccount'), is('uid', login)],
      new OrFilter({ filters: [is('smRole', 'manager'), is('smRole', 'administrator')] }),
      new NotFilter({ filter: is('smAccountStatus', 'suspended') }),
    ],
  })
  const found = await asSlapdAdministrator(instance, async (client) => {
    const { searchEntries } = await client.search(instance.suffix, {
      scope: 'sub',
      filter,
      attributes: ['uid'],
    })
    return searchEntries.map(({ dn, uid }) => ({ dn, uid: String([uid].flat()[0]) }))
  })
  const [only] = found
  if (found.length !== 1 || !only) return undefined
  return (await accepts(instance, only.dn, password)) ? only.uid : undefined
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return other !== '' && timingSafeEqual(digest(one), digest(other))
}
