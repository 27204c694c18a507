import { amountText } from '@/lib/locales/amount'

/** A size as it is typed: a number with a unit, or no limit. 1 MB is 1024² bytes. */
export type Size = { amount: string; unit: SizeUnit }
export type SizeUnit = 'MB' | 'GB' | 'unlimited'

/** The text that says the same, such as "1.5 GB" or "none". */
export function sizeText({ amount, unit }: Size): string {
  return unit === 'unlimited' ? 'none' : `${amount.trim()} ${unit}`
}

/** Bytes in the unit that gives the shorter number; null is no limit. */
export function sizeOfBytes(bytes: number | null): Size {
  if (bytes === null) return { amount: '', unit: 'unlimited' }
  const unit = bytes > 0 && bytes % 1024 ** 3 === 0 ? 'GB' : 'MB'
  const amount = bytes / (unit === 'GB' ? 1024 ** 3 : 1024 ** 2)
  return { amount: amountText(amount, 3), unit }
}
