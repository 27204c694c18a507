/**
 * Slows down guessing: attempts that failed are counted per account and per client address. What is typed as a
 * login counts whether or not it exists, so that throttling does not tell the two apart.
 */
import { createHash } from 'node:crypto'
import type { PrismaClient } from '@/lib/adapters/database'
import { onePerProcess } from '@/lib/adapters/one-per-process'
import { ConsoleError } from '@/lib/errors'

const WINDOW = 15 * 60_000
/** Failures that are free, and the first pause after them; each further failure doubles it. */
const limits = {
  login: { free: 5, pause: 60_000 },
  address: { free: 30, pause: 60_000 },
}
const LONGEST = 15 * 60_000
/** The address of those who use the command line. */
export const LOCAL = 'local'

export type Throttled = { login: string; address: string }

/** The end of what was asked last. All but root sign in through the web process. */
const admission = () => onePerProcess('admission', () => ({ last: Promise.resolve() as Promise<unknown> }))

/** Throws access.throttled while the account or the address has to wait. Counts as a failure until cleared. */
export function admitAttempt(database: PrismaClient, attempt: Throttled, now = Date.now()): Promise<void> {
  // One at a time: what is looked at and what is counted belong together.
  const queue = admission()
  const admitted = queue.last.then(() => admit(database, attempt, now))
  queue.last = admitted.catch(() => {})
  return admitted
}

async function admit(database: PrismaClient, attempt: Throttled, now: number): Promise<void> {
  const keys = keysOf(attempt)
  const rows = await database.throttle.findMany({ where: { key: { in: keys.map(([, key]) => key) } } })
  // What is not admitted counts for neither: an address that waits could keep everybody out otherwise.
  const until = Math.max(...rows.map(({ blockedUntil }) => blockedUntil?.getTime() ?? 0))
  if (until > now) {
    throw new ConsoleError('throttled', 'access.throttled', { minutes: Math.ceil((until - now) / 60_000) })
  }
  // Counted before the password is checked: a hundred attempts at once are a hundred failures.
  for (const [kind, key] of keys) await count(database, kind, key, now)
}

/** Takes the account's count back after a right password; the address keeps all but this one attempt. */
export async function forgiveAttempt(database: PrismaClient, attempt: Throttled): Promise<void> {
  for (const [kind, key] of keysOf(attempt)) {
    if (kind === 'login') await database.throttle.deleteMany({ where: { key } })
    else await takeBack(database, kind, key)
  }
}

/** Forgets what failed for an account, which has another password now. */
export async function forgetAttempts(database: PrismaClient, login: string): Promise<void> {
  for (const [, key] of keysOf({ login, address: LOCAL }))
    await database.throttle.deleteMany({ where: { key } })
}

/** Takes back this one attempt, whose password nothing could check; whatever failed before it counts on. */
export async function takeBackAttempt(database: PrismaClient, attempt: Throttled): Promise<void> {
  for (const [kind, key] of keysOf(attempt)) await takeBack(database, kind, key)
}

async function takeBack(database: PrismaClient, kind: keyof typeof limits, key: string): Promise<void> {
  await database.throttle.updateMany({
    where: { key, failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  })
  const { free } = limits[kind]
  await database.throttle.updateMany({ where: { key, failures: { lt: free } }, data: { blockedUntil: null } })
}

async function count(database: PrismaClient, kind: keyof typeof limits, key: string, now: number) {
  const { free, pause } = limits[kind]
  const fresh = new Date(now - WINDOW)
  await database.throttle.deleteMany({
    where: {
      key,
      since: { lt: fresh },
      OR: [{ blockedUntil: null }, { blockedUntil: { lt: new Date(now) } }],
    },
  })
  const row = await database.throttle.upsert({
    where: { key },
    create: { key, failures: 1, since: new Date(now) },
    update: { failures: { increment: 1 } },
  })
  if (row.failures < free) return
  const wait = Math.min(LONGEST, pause * 2 ** Math.min(row.failures - free, 10))
  await database.throttle.update({ where: { key }, data: { blockedUntil: new Date(now + wait) } })
}

function keysOf({ login, address }: Throttled): [keyof typeof limits, string][] {
  // Hashed: what people type into a login field is sometimes their password.
  const digest = createHash('sha256').update(foldedLogin(login)).digest('hex')
  const ofLogin: [keyof typeof limits, string] = ['login', `login:${digest}`]
  // Whoever works on this machine has no address: one person would make all others wait.
  return address === LOCAL ? [ofLogin] : [ofLogin, ['address', `address:${address}`]]
}

/** What slapd takes for the same login (RFC 4518): compatibility forms, what is not seen, capitals, spaces. */
export function foldedLogin(login: string): string {
  const seen = login.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}|\p{Cc}/gu, '')
  return seen.toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
