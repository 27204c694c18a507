/** A size as it is typed: a number with a unit, or no limit. The servers' sizes are bytes; 1 MB is 1024². */
export type Size = { amount: string; unit: SizeUnit }
export type SizeUnit = keyof typeof bytesOfUnit | 'unlimited'

const bytesOfUnit = { MB: 1024 ** 2, GB: 1024 ** 3 }

/** Bytes; null is no limit, undefined what is not a size. Takes 1.5 and 1,5. */
export function bytesOfSize({ amount, unit }: Size): number | null | undefined {
  if (unit === 'unlimited') return null
  const typed = amount.trim().replace(',', '.')
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(typed)) return undefined
  return Math.round(Number(typed) * bytesOfUnit[unit])
}

/** The unit that gives the shortest number. */
export function sizeOfBytes(bytes: number | null): Size {
  if (bytes === null) return { amount: '', unit: 'unlimited' }
  const unit = bytes % bytesOfUnit.GB === 0 ? 'GB' : 'MB'
  return { amount: String(Math.round((bytes / bytesOfUnit[unit]) * 1000) / 1000), unit }
}
