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

/** Wrong passwords that are listened to, whoever's they are, and in which time; milliseconds. */
const MOST_WRONG = 8
const WITHIN = 10 * 60_000

let wrong: number[] = []

/**
 * Resolves for a manager or an administrator with the right password, and for root. Errors: 'denied' config.password;
 * 'throttled' access.throttled {minutes}; service.unreachable.
 */
export async function prove(instance: Instance, proof: Proof): Promise<void> {
  if (proof === null) throw new ConsoleError('denied', 'config.password')
  if ('root' in proof) {
    if (isSame(proof.root, readSecret(instance, 'root-proof'))) return
    throw refused('root')
  }
  // A bind without a password is anybody's, and no guess.
  if (proof.login === '' || proof.password === '') throw refused('password')
  // One at a time, so that none is tried between another one's try and its counting.
  await inTurn('proof', async () => {
    const now = Date.now()
    wrong = wrong.filter((at) => at > now - WITHIN)
    if (wrong.length >= MOST_WRONG) {
      const minutes = Math.ceil(((wrong[0] ?? now) + WITHIN - now) / 60_000)
      throw new ConsoleError('throttled', 'access.throttled', { minutes })
    }
    if (!(await isAdministrator(instance, proof))) {
      wrong.push(now)
      throw refused('password')
    }
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

async function isAdministrator(
  instance: Instance,
  { login, password }: { login: string; password: string },
): Promise<boolean> {
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
      attributes: ['1.1'],
    })
    return searchEntries.map(({ dn }) => dn)
  })
  const [dn] = found
  return found.length === 1 && dn !== undefined && accepts(instance, dn, password)
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return other !== '' && timingSafeEqual(digest(one), digest(other))
}
