import { expect, it } from 'vitest'
import { createSession, endSession, endSessionsOf, publicIdOf, readSession, touchSession } from './session'
import { withDatabase } from './testing'

const person = { id: 'b1946ac9', login: 'anna', address: '192.0.2.1', userAgent: 'test' }

it('a session is found by its secret id only, which is not stored', () =>
  withDatabase(async (database) => {
    const sid = await createSession(database, person)
    expect(await readSession(database, sid)).toEqual({
      ...{ person: person.id, login: 'anna' },
      seenAt: expect.any(Date),
    })
    expect(await readSession(database, publicIdOf(sid))).toBeNull()
    expect(JSON.stringify(await database.session.findMany())).not.toContain(sid)
  }))

it('a revoked session is not brought back by a request in flight', () =>
  withDatabase(async (database) => {
    const sid = await createSession(database, person)
    await endSession(database, sid)
    await touchSession(database, sid)
    expect(await readSession(database, sid)).toBeNull()
    expect(await database.session.count()).toBe(0)
  }))

it('all sessions of a person end at once, those of others stay', () =>
  withDatabase(async (database) => {
    const [first, second] = [await createSession(database, person), await createSession(database, person)]
    const other = await createSession(database, { ...person, id: 'other' })
    await endSessionsOf(database, person.id, publicIdOf(second))
    expect(await readSession(database, first)).toBeNull()
    expect(await readSession(database, second)).not.toBeNull()
    await endSessionsOf(database, person.id)
    expect(await readSession(database, second)).toBeNull()
    expect(await readSession(database, other)).not.toBeNull()
  }))

it('an expired or too old session is none', () =>
  withDatabase(async (database) => {
    const sid = await createSession(database, person)
    await database.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await readSession(database, sid)).toBeNull()
    await touchSession(database, sid)
    expect(await readSession(database, sid)).toBeNull()
    const old = new Date(Date.now() - 25 * 3600_000)
    await database.session.updateMany({ data: { createdAt: old, expiresAt: new Date(Date.now() + 1000) } })
    expect(await readSession(database, sid)).toBeNull()
  }))
