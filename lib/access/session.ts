/**
 * Sessions live in the database under the hash of an opaque random id that only the browser holds. Only a
 * sign-in creates one; everything later updates an existing row, so that a request in flight cannot bring a
 * revoked session back.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { PrismaClient } from '@/lib/adapters/database'

/** Seconds without a request after which a session ends, and the longest that one lasts. */
export const IDLE_SECONDS = 2 * 3600
export const LONGEST_SECONDS = 24 * 3600
const TOUCH_MS = 30_000

export type SessionPerson = { id: string; login: string; address: string; userAgent: string }

/** Makes a session and gives its secret id. */
export async function createSession(database: PrismaClient, person: SessionPerson): Promise<string> {
  const sid = randomBytes(32).toString('base64url')
  const now = new Date()
  await database.session.create({
    data: {
      id: publicIdOf(sid),
      person: person.id,
      login: person.login,
      address: person.address,
      userAgent: person.userAgent.slice(0, 200),
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + IDLE_SECONDS * 1000),
    },
  })
  return sid
}

/** The person of a living session, else null. */
export async function readSession(
  database: PrismaClient,
  sid: string,
): Promise<{ person: string; login: string; seenAt: Date } | null> {
  const row = await database.session.findUnique({ where: { id: publicIdOf(sid) } })
  if (!row || row.expiresAt <= new Date()) return null
  return row.createdAt.getTime() + LONGEST_SECONDS * 1000 > Date.now()
    ? { person: row.person, login: row.login, seenAt: row.seenAt }
    : null
}

/** Moves the end of a living session, unless that was done just now; does nothing for one that is gone. */
export async function touchSession(database: PrismaClient, sid: string, seenAt?: number): Promise<void> {
  const now = Date.now()
  if (seenAt !== undefined && seenAt > now - TOUCH_MS) return
  await database.session.updateMany({
    where: {
      id: publicIdOf(sid),
      seenAt: { lt: new Date(now - TOUCH_MS) },
      expiresAt: { gt: new Date(now) },
    },
    data: { seenAt: new Date(now), expiresAt: new Date(now + IDLE_SECONDS * 1000) },
  })
}

export async function endSession(database: PrismaClient, sid: string): Promise<void> {
  await database.session.deleteMany({ where: { id: publicIdOf(sid) } })
}

/** Ends every session of a person (entryUUID), except the one whose public id is given. */
export async function endSessionsOf(database: PrismaClient, person: string, except?: string): Promise<void> {
  await database.session.deleteMany({ where: { person, ...(except && { NOT: { id: except } }) } })
}

/** The id of a session's row. It opens nothing, so pages may know it. */
export function publicIdOf(sid: string): string {
  return createHash('sha256').update(sid).digest('hex')
}
