/** Times: typed with units or without, written as each server takes them. */
import { ConsoleError } from '@/lib/errors'
import { within } from './integer'
import { given, type Kind, readable } from './kind'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 } as const
type Unit = keyof typeof SECONDS

type Options = {
  /** What a bare number counts. */
  unit?: Unit
  /** Bounds in seconds. */
  min?: number
  max?: number
  /** Values that are no times, such as `-1` or `unlimited`. */
  special?: readonly string[]
}

/** postconf(5): one number with one unit up to weeks. */
export function postfixTime(options: Options = {}): Kind {
  return duration(options, (seconds) => {
    const unit = largest(seconds, ['w', 'd', 'h', 'm'])
    return `${seconds / SECONDS[unit]}${unit}`
  })
}

/** imapd.conf(5): several numbers, each with a unit up to days. */
export function cyrusTime(options: Options = {}): Kind {
  return duration(options, (seconds) => compound(seconds))
}

/** Seconds without a unit, as cn=config and ProFTPD have them. */
export function plainSeconds(options: Options = {}): Kind {
  return duration(options, String)
}

function duration(
  { unit = 's', min = 0, max = 2 ** 31 - 1, special = [] }: Options,
  written: (seconds: number) => string,
): Kind {
  const read = (text: string) => secondsOf(text, unit)
  return {
    control: 'duration',
    print(typed) {
      const text = given(typed)
      const word = special.find((one) => one === text.toLowerCase())
      return word ?? written(within(read(text), min, max, compound))
    },
    show: readable((printed) => (special.includes(printed) ? printed : compound(read(printed)))),
  }
}

function secondsOf(text: string, unit: Unit): number {
  if (/^\d{1,12}$/.test(text)) return Number(text) * SECONDS[unit]
  if (!/^(\s*\d{1,12}\s*[smhdw])+$/i.test(text)) throw new ConsoleError('invalid', 'config.duration')
  return [...text.matchAll(/(\d+)\s*([smhdw])/gi)].reduce(
    (sum, [, amount, letter = 's']) => sum + Number(amount) * SECONDS[letter.toLowerCase() as Unit],
    0,
  )
}

/** Such as `1h30m`. */
function compound(seconds: number): string {
  const units = ['d', 'h', 'm', 's'] as const
  let rest = seconds
  const parts = units.map((unit) => {
    const amount = Math.floor(rest / SECONDS[unit])
    rest -= amount * SECONDS[unit]
    return amount === 0 ? '' : `${amount}${unit}`
  })
  return parts.join('') || '0s'
}

function largest(seconds: number, units: Unit[]): Unit {
  return (seconds !== 0 && units.find((unit) => seconds % SECONDS[unit] === 0)) || 's'
}
