import { expect, it } from 'vitest'
import { orGoesOn } from './patience'

it('what is done soon is waited for', async () => {
  expect(await orGoesOn(Promise.resolve('done'), 60_000)).toBe('done')
  await expect(orGoesOn(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no')
})

it('what takes longer is said to go on, and does', async () => {
  let finish = () => {}
  const work = new Promise<string>((resolve) => {
    finish = () => resolve('done')
  })
  await expect(orGoesOn(work, 1)).rejects.toMatchObject({ code: 'intent.underWay' })
  finish()
  expect(await work).toBe('done')
})
