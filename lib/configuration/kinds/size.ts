/** Sizes: typed with a unit or without, written as a number of the unit that the parameter has. */
import { ConsoleError } from '@/lib/errors'
import { parseSize } from '@/lib/mailboxes'
import { within } from './integer'
import { given, type Kind } from './kind'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `unit` in bytes; a bare number means that many of them. `special` are values that are no sizes, such as -1. */
export function size({ unit = 1, min = 0, max = 2 ** 40, special = [] as readonly string[] } = {}): Kind {
  return {
    control: 'size',
    print(typed) {
      const text = given(typed)
      if (special.includes(text)) return text
      const bytes = /^\d{1,15}$/.test(text) ? Number(text) * unit : parseSize(text)
      if (bytes === null || bytes === undefined || bytes % unit !== 0)
        throw new ConsoleError('invalid', 'config.size')
      return String(within(bytes, min, max, sizeText) / unit)
    },
    show: (printed) => (/^\d{1,15}$/.test(printed) ? sizeText(Number(printed) * unit) : printed),
  }
}

/** In the largest unit that says it exactly; 1 kB is 1024 bytes. */
function sizeText(bytes: number): string {
  let [amount, power] = [bytes, 0]
  while (amount !== 0 && amount % 1024 === 0 && power < UNITS.length - 1) {
    amount /= 1024
    power++
  }
  return `${amount} ${UNITS[power]}`
}
