import { LONGEST_SECONDS } from '@/lib/access/session'
import type { PrismaClient } from '@/lib/adapters/database'

/** Failed sign-ins older than this have no more effect; it is well above what throttling looks back. */
const THROTTLE_MS = 3600_000

/** Removes sessions that have ended and failed sign-ins that no longer count; gives how many of each. */
export async function removeExpired(
  database: PrismaClient,
  now = Date.now(),
): Promise<{ sessions: number; throttles: number }> {
  const sessions = await database.session.deleteMany({
    where: {
      OR: [
        { expiresAt: { lte: new Date(now) } },
        { createdAt: { lte: new Date(now - LONGEST_SECONDS * 1000) } },
      ],
    },
  })
  const throttles = await database.throttle.deleteMany({
    where: {
      since: { lt: new Date(now - THROTTLE_MS) },
      OR: [{ blockedUntil: null }, { blockedUntil: { lt: new Date(now) } }],
    },
  })
  return { sessions: sessions.count, throttles: throttles.count }
}
