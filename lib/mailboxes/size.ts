/** Sizes as people type them: "500 MB", "2 GB", "1.5 gb", "none". One MB is 1,048,576 bytes, as for Cyrus. */

import { amountText } from '@/lib/locales/amount'

const units: Record<string, number> = { '': 2 ** 20, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** Largest quota that Cyrus takes, in bytes: 2147483647 KiB. A larger one ends the connection. */
export const LARGEST_QUOTA = 2147483647 * 1024

/**
 * Bytes, null for no limit (empty or "none"), undefined when it is not a size. A bare number means MB. `1,000` and
 * `1.000` are a thousand to some people and one to others, and so no size.
 */
export function parseSize(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || /^none$/i.test(trimmed)) return null
  const match = /^(\d{1,15}(?:[.,]\d{1,6})?)\s*(?:([KMGT])(?:i?B)?|B)?$/i.exec(trimmed)
  if (!match?.[1] || /^[1-9]\d*[.,]\d{3}$/.test(match[1])) return undefined
  const plainBytes = /b$/i.test(trimmed) && !match[2]
  const unit = plainBytes ? 1 : units[(match[2] ?? '').toUpperCase()]
  return unit === undefined ? undefined : Math.round(Number(match[1].replace(',', '.')) * unit)
}

/** A size in words that need no language, such as `500 MB`; rather less than more where it takes many digits. */
export function sizeWords(bytes: number): string {
  const { amount, unit } = splitSize(bytes)
  if (/^\d+(\.\d{1,2})?$/.test(amount)) return `${amount} ${unit}`
  return `${amountText(Math.floor((bytes / 2 ** 20) * 100) / 100, 2)} MB`
}

/** A size split for an input with a unit: the largest unit that keeps at most two decimals exactly. */
export function splitSize(bytes: number | null): { amount: string; unit: 'MB' | 'GB' } {
  if (bytes === null) return { amount: '', unit: 'MB' }
  const gigabytes = bytes / 2 ** 30
  if (gigabytes >= 1 && Number.isInteger(gigabytes * 100)) return { amount: String(gigabytes), unit: 'GB' }
  return { amount: amountText(bytes / 2 ** 20, 6), unit: 'MB' }
}
