/** Numbers, sizes, dates and lists as the language writes them. */
import { type LanguageCode, languageOf } from './languages'
import { numberFormat, once } from './made-once'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A whole or broken number with the language's separators. */
export function formatNumber(locale: LanguageCode, number: number): string {
  return numberFormat(languageOf(locale).tag).format(number)
}

/** A size in bytes in the largest unit that keeps it at 1 or more; 1 kB is 1024 bytes, as in Cyrus. */
export function formatBytes(locale: LanguageCode, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1)
  return inUnit(locale, bytes, { power, digits: 1 })
}

/**
 * A size that somebody set, in the largest unit that says it exactly with few digits: 2047 GB is not 2 TB. It can be typed
 * as it is shown: "1,000" is a thousand to some people and one to others.
 */
export function formatLimit(locale: LanguageCode, bytes: number): string {
  const powers = UNITS.map((_, power) => power).reverse()
  const isExact = (power: number) => bytes >= 1024 ** power && Number.isInteger((bytes / 1024 ** power) * 100)
  return inUnit(locale, bytes, { power: powers.find(isExact) ?? 0, digits: 2, isGrouped: false })
}

function inUnit(
  locale: LanguageCode,
  bytes: number,
  { power, digits, isGrouped = true }: { power: number; digits: number; isGrouped?: boolean },
) {
  const unit = UNITS[power] ?? 'byte'
  const { tag } = languageOf(locale)
  const format = once(
    `unit ${tag} ${unit} ${digits} ${isGrouped}`,
    () =>
      new Intl.NumberFormat(tag, {
        ...{ style: 'unit', unit, maximumFractionDigits: digits, useGrouping: isGrouped },
        // Only the long name of this one is not the same for one and for many.
        unitDisplay: unit === 'byte' ? 'long' : 'short',
      }),
  )
  const amount = bytes / 1024 ** power
  if (unit === 'byte') return format.format(amount)
  // As for two: the Hebrew for one of these has the number behind its unit, without a space.
  const digitsOf = (type: string) => ['integer', 'group', 'decimal', 'fraction'].includes(type)
  const number = format.formatToParts(amount).filter(({ type }) => digitsOf(type))
  const parts = format.formatToParts(2)
  return parts
    .map(({ type, value }) => (type === 'integer' ? number.map((part) => part.value).join('') : value))
    .join('')
}

/**
 * Date and time with the zone that they are told in, which is not everybody's; `timeZone` is an IANA name, without one
 * the process's own is used.
 */
export function formatDate(
  locale: LanguageCode,
  date: Date,
  { timeZone, dateStyle = 'medium', timeStyle = 'short' }: DateFormat = {},
): string {
  const { tag } = languageOf(locale)
  const style = `date ${tag} ${timeZone} ${dateStyle} ${timeStyle}`
  const format = once(style, () => new Intl.DateTimeFormat(tag, { timeZone, dateStyle, timeStyle }))
  return `${format.format(date)} ${zoneName(tag, date, timeZone)}`
}

/** Its short name at that time: MEZ, MESZ, UTC. */
function zoneName(tag: string, date: Date, timeZone: string | undefined): string {
  const format = once(
    `zone ${tag} ${timeZone}`,
    () => new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' }),
  )
  return format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

type Style = 'short' | 'medium' | 'long'
type DateFormat = { timeZone?: string; dateStyle?: Style; timeStyle?: Style }

/** "a, b and c". */
export function formatList(locale: LanguageCode, items: string[]): string {
  const { tag } = languageOf(locale)
  return once(`list ${tag}`, () => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items)
}
