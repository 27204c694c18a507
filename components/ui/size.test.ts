import { describe, expect, test } from 'vitest'
import { bytesOfSize, sizeOfBytes } from './size'

describe('a size that is typed', () => {
  test('is bytes in powers of 1024, with a point or a comma', () => {
    expect(bytesOfSize({ amount: '500', unit: 'MB' })).toBe(500 * 1024 ** 2)
    expect(bytesOfSize({ amount: ' 1.5 ', unit: 'GB' })).toBe(1.5 * 1024 ** 3)
    expect(bytesOfSize({ amount: '1,5', unit: 'GB' })).toBe(1.5 * 1024 ** 3)
  })
  test('is null without a limit, whatever stands beside it', () => {
    expect(bytesOfSize({ amount: 'x', unit: 'unlimited' })).toBeNull()
  })
  test.each(['', '-1', '1e3', '0x10', '1.2.3', '1 000', '9999999999'])('is not %j', (amount) => {
    expect(bytesOfSize({ amount, unit: 'MB' })).toBeUndefined()
  })
  test.each([0, 1024 ** 2, 512 * 1024 ** 2, 1024 ** 3, 5 * 1024 ** 3])(
    '%d bytes come back as they were',
    (bytes) => {
      expect(bytesOfSize(sizeOfBytes(bytes))).toBe(bytes)
    },
  )
})
