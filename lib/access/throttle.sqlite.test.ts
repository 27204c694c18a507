import { expect, it } from 'vitest'
import { withDatabase } from './testing'
import { admitAttempt, forgiveAttempt, LOCAL, takeBackAttempt } from './throttle'

const attempt = { login: 'anna', address: '192.0.2.1' }

it('five wrong passwords make an account wait, whatever the address', () =>
  withDatabase(async (database) => {
    const now = Date.now()
    for (let i = 0; i < 5; i++) await admitAttempt(database, { ...attempt, address: `192.0.2.${i}` }, now)
    await expect(admitAttempt(database, attempt, now)).rejects.toMatchObject({ code: 'access.throttled' })
    await expect(admitAttempt(database, { ...attempt, login: ' ANNA ' }, now)).rejects.toThrow()
    await admitAttempt(database, attempt, now + 61_000)
    await expect(admitAttempt(database, attempt, now + 62_000)).rejects.toMatchObject({
      values: { minutes: 2 },
    })
  }))

it.each(['ａnna', 'anｎa', 'ANNA', '𝐚nna', 'an\u00adna', 'an\u200bna', ' anna\t'])(
  'another spelling that slapd takes for the same login is no other account: %j',
  (login) =>
    withDatabase(async (database) => {
      for (let i = 0; i < 5; i++) await admitAttempt(database, { ...attempt, login: i % 2 ? login : 'anna' })
      await expect(admitAttempt(database, { ...attempt, login })).rejects.toMatchObject({ kind: 'throttled' })
    }),
)

it('one person on this machine makes no other wait there', () =>
  withDatabase(async (database) => {
    for (let i = 0; i < 40; i++) await admitAttempt(database, { login: `person${i}`, address: LOCAL })
    for (let i = 0; i < 4; i++) await admitAttempt(database, { login: 'person1', address: LOCAL })
    await expect(admitAttempt(database, { login: 'person1', address: LOCAL })).rejects.toThrow()
  }))

it('an unknown login waits exactly like a known one', () =>
  withDatabase(async (database) => {
    for (let i = 0; i < 5; i++) await admitAttempt(database, { ...attempt, login: 'nobody-here' })
    await expect(admitAttempt(database, { ...attempt, login: 'nobody-here' })).rejects.toThrow()
  }))

it('an address that tries many accounts has to wait too', () =>
  withDatabase(async (database) => {
    for (let i = 0; i < 30; i++) await admitAttempt(database, { ...attempt, login: `person${i}` })
    await expect(admitAttempt(database, { ...attempt, login: 'another' })).rejects.toMatchObject({
      kind: 'throttled',
    })
    await admitAttempt(database, { login: 'another', address: '192.0.2.2' })
  }))

it('an address that has to wait makes no account wait', () =>
  withDatabase(async (database) => {
    const now = Date.now()
    for (let i = 0; i < 30; i++) await admitAttempt(database, { ...attempt, login: `person${i}` }, now)
    for (let i = 0; i < 6; i++) await expect(admitAttempt(database, attempt, now)).rejects.toThrow()
    await admitAttempt(database, { ...attempt, address: '192.0.2.2' }, now)
  }))

it('a right password clears the account', () =>
  withDatabase(async (database) => {
    for (let i = 0; i < 4; i++) await admitAttempt(database, attempt)
    await forgiveAttempt(database, attempt)
    for (let i = 0; i < 4; i++) await admitAttempt(database, attempt)
    expect(await database.throttle.count()).toBe(2)
  }))

it('an attempt whose password nothing could check takes back itself alone', () =>
  withDatabase(async (database) => {
    const now = Date.now()
    for (let i = 0; i < 4; i++) {
      await admitAttempt(database, attempt, now)
      await admitAttempt(database, { ...attempt, login: 'bert' }, now)
      await takeBackAttempt(database, { ...attempt, login: 'bert' })
    }
    await admitAttempt(database, attempt, now)
    await takeBackAttempt(database, attempt)
    await admitAttempt(database, attempt, now)
    await expect(admitAttempt(database, attempt, now)).rejects.toMatchObject({ code: 'access.throttled' })
  }))

it('attempts at the same time are all counted', () =>
  withDatabase(async (database) => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => admitAttempt(database, attempt)))
    const admitted = tries.filter(({ status }) => status === 'fulfilled').length
    const row = await database.throttle.findFirst({ where: { key: { startsWith: 'login:' } } })
    expect([row?.failures, admitted]).toEqual([5, 5])
    await expect(admitAttempt(database, attempt)).rejects.toThrow()
  }))

it('what was typed as a login is not kept', () =>
  withDatabase(async (database) => {
    await admitAttempt(database, { ...attempt, login: 'my secret password' })
    expect(JSON.stringify(await database.throttle.findMany())).not.toContain('secret')
  }))
