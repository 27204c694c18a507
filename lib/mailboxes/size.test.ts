import { describe, expect, it } from 'vitest'
import { formatLimit } from '@/lib/locales/format'
import { quotaField } from './quota'
import { LARGEST_QUOTA, parseSize, sizeWords, splitSize } from './size'

describe('a size', () => {
  it.each([
    ['500 MB', 500 * 2 ** 20],
    ['2GB', 2 * 2 ** 30],
    ['1.5 gb', 1.5 * 2 ** 30],
    ['1,5 GiB', 1.5 * 2 ** 30],
    ['300', 300 * 2 ** 20],
    ['10 K', 10240],
    ['4096 B', 4096],
    ['', null],
    ['none', null],
    ['NONE', null],
    ['five', undefined],
    ['-1 MB', undefined],
    ['1 MB; rm', undefined],
    ['1e9', undefined],
    ['1,000 MB', undefined],
    ['1.000 MB', undefined],
    ['0.125 GB', 2 ** 27],
    ['1.1250 MB', 1152 * 1024],
  ])('%j', (text, bytes) => expect(parseSize(text)).toBe(bytes))

  it('is split into the unit people would choose', () => {
    expect(splitSize(500 * 2 ** 20)).toEqual({ amount: '500', unit: 'MB' })
    expect(splitSize(1.5 * 2 ** 30)).toEqual({ amount: '1.5', unit: 'GB' })
    expect(splitSize(1152 * 1024)).toEqual({ amount: '1.1250', unit: 'MB' })
    expect(splitSize(null)).toEqual({ amount: '', unit: 'MB' })
  })

  it('is said with few digits, and never as more than it is', () => {
    const sizes = [70 * 2 ** 20, 1.5 * 2 ** 30, 10 * 2 ** 20 - 1024, 512, 0]
    expect(sizes.map(sizeWords)).toEqual(['70 MB', '1.5 GB', '9.99 MB', '0 MB', '0 MB'])
  })

  it('that was set can be typed as it is shown', () => {
    const sizes = [1000 * 2 ** 20, 1.125 * 2 ** 30, 2047 * 2 ** 30, 1152 * 1024, 1.5 * 2 ** 30, LARGEST_QUOTA]
    for (const locale of ['en', 'de'] as const)
      expect(sizes.map((bytes) => parseSize(formatLimit(locale, bytes)))).toEqual(sizes)
  })
})

describe('a quota', () => {
  it('is refused when Cyrus cannot take it, or when it is nothing', () => {
    expect(quotaField.parse('2047 GB')).toBeLessThanOrEqual(LARGEST_QUOTA)
    expect(quotaField.safeParse('2048 GB').error?.issues[0]?.message).toBe('quota.tooLarge')
    expect(quotaField.safeParse('0').error?.issues[0]?.message).toBe('quota.form')
    expect(quotaField.safeParse('lots').error?.issues[0]?.message).toBe('quota.form')
  })
})
