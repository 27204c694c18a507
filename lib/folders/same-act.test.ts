import { expect, it } from 'vitest'
import { wentWith } from './same-act'

const NOON = Date.parse('2026-05-01T12:00:00Z')
const kept = (name: string, seconds: number) => ({
  ...{ name, kept: `DELETED/${name}/${seconds}` },
  at: new Date(NOON + seconds * 1000),
})

it('folders that are deleted one after the other for minutes went together', () => {
  const below = Array.from({ length: 300 }, (_, number) => kept(`Big/${number}`, -number))
  const { below: found, left } = wentWith(kept('Big', 0), below)
  expect([found.length, left]).toEqual([300, 0])
})

it('what went at another time stays, and is counted', () => {
  const all = [kept('Big/a', -5), kept('Big/b', -5000), kept('Big/c', 4000), kept('Other/a', -1)]
  const { below, left } = wentWith(kept('Big', 0), all)
  expect([below.map(({ name }) => name), left]).toEqual([['Big/a'], 2])
})

it('of a name that went twice the one nearest in time comes back', () => {
  const { below, left } = wentWith(kept('Big', 0), [kept('Big/a', -50), kept('Big/a', -2)])
  expect([below.map(({ kept: one }) => one), left]).toEqual([['DELETED/Big/a/-2'], 0])
})
