import { describe, expect, it, vi } from 'vitest'
import { Turns } from './turns'

describe('turns', () => {
  const turns = (places: number, patienceMs = 1000) =>
    new Turns(places, patienceMs, () => new Error('too long'))

  it('lets no more than its places work at once and everybody in the end, in order', async () => {
    const two = turns(2)
    let working = 0
    let most = 0
    const done: number[] = []
    const work = (i: number) => async () => {
      most = Math.max(most, ++working)
      await Promise.resolve()
      working--
      done.push(i)
    }
    await Promise.all(Array.from({ length: 20 }, (_, i) => two.take(work(i))))
    expect(most).toBe(2)
    expect(done).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  it('gives a place free again when the work fails', async () => {
    const one = turns(1)
    await expect(one.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(one.take(async () => 'next')).resolves.toBe('next')
  })

  it('lets nobody wait longer than the patience', async () => {
    vi.useFakeTimers()
    const one = turns(1)
    let finish = () => {}
    const long = one.take(() => new Promise<void>((resolve) => (finish = resolve)))
    const waiting = expect(one.take(async () => 'never')).rejects.toThrow('too long')
    await vi.advanceTimersByTimeAsync(1000)
    await waiting
    vi.useRealTimers()
    finish()
    await long
    await expect(one.take(async () => 'again')).resolves.toBe('again')
  })
})
