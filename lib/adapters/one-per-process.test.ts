import { expect, test, vi } from 'vitest'

test('is one value though the module is loaded twice', async () => {
  const load = async () => {
    vi.resetModules()
    return (await import('./one-per-process')).onePerProcess
  }
  const [first, second] = [await load(), await load()]
  expect(second).not.toBe(first)
  const made = first('of the test', () => ({}))
  expect(second('of the test', () => ({}))).toBe(made)
  expect(second('another', () => ({}))).not.toBe(made)
})
