import { describe, expect, it } from 'vitest'
import { everythingDone, inTurn } from './turns'

/** Work that goes on until it is released. */
function something() {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  return { held, release }
}

describe('work on one server', () => {
  it('is done one after the other, in the order asked for, also after a failure', async () => {
    const events: string[] = []
    const work =
      (name: string, fails = false) =>
      async () => {
        events.push(`${name} begins`)
        await new Promise(setImmediate)
        events.push(`${name} ends`)
        if (fails) throw new Error(name)
      }
    const stop = inTurn('cyrus', work('stop', true))
    const start = inTurn('cyrus', work('start'))
    await expect(stop).rejects.toThrow('stop')
    await start
    expect(events).toEqual(['stop begins', 'stop ends', 'start begins', 'start ends'])
  })

  it('does not wait for work on another server', async () => {
    const { held, release } = something()
    const slow = inTurn('slapd', () => held)
    await inTurn('postfix', async () => {})
    release()
    await slow
  })

  it('is refused when too much of it waits already', async () => {
    const { held, release } = something()
    const accepted = Array.from({ length: 5 }, () => inTurn('apache', () => held))
    await expect(inTurn('apache', async () => {})).rejects.toThrow('too much is waiting')
    release()
    await Promise.all(accepted)
    await everythingDone()
    await inTurn('apache', async () => {})
  })
})
