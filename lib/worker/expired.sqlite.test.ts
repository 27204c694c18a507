import { describe, expect, it } from 'vitest'
import { withDatabase } from '@/lib/access/testing'
import { removeExpired } from './expired'

const now = Date.parse('2026-05-01T12:00:00Z')
const minutes = (count: number) => new Date(now + count * 60_000)

describe('the worker', () => {
  it('removes sessions that have ended and leaves those that go on', () =>
    withDatabase(async (database) => {
      const session = { person: 'p', login: 'anna', seenAt: minutes(-5), address: '', userAgent: '' }
      const rows = [
        { id: 'goes on', createdAt: minutes(-60), expiresAt: minutes(60) },
        { id: 'idle too long', createdAt: minutes(-180), expiresAt: minutes(-1) },
        { id: 'older than a day', createdAt: minutes(-25 * 60), expiresAt: minutes(60) },
      ]
      for (const row of rows) await database.session.create({ data: { ...session, ...row } })
      expect(await removeExpired(database, now)).toMatchObject({ sessions: 2 })
      expect((await database.session.findMany()).map(({ id }) => id)).toEqual(['goes on'])
    }))

  it('forgets failed sign-ins that no longer count, never one that is still blocked', () =>
    withDatabase(async (database) => {
      const rows = [
        { key: 'recent', since: minutes(-10), blockedUntil: null },
        { key: 'old', since: minutes(-120), blockedUntil: null },
        { key: 'old and no longer blocked', since: minutes(-120), blockedUntil: minutes(-1) },
        { key: 'old and blocked', since: minutes(-120), blockedUntil: minutes(1) },
      ]
      for (const row of rows) await database.throttle.create({ data: { ...row, failures: 9 } })
      expect(await removeExpired(database, now)).toMatchObject({ throttles: 2 })
      const left = await database.throttle.findMany({ orderBy: { key: 'asc' } })
      expect(left.map(({ key }) => key)).toEqual(['old and blocked', 'recent'])
    }))
})
