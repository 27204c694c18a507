/** Whole numbers, with words where a server has one for "as many as you like". */
import { ConsoleError } from '@/lib/errors'
import { given, type Kind, readable } from './kind'

export function integer({ min = 0, max = 2 ** 31 - 1, words = [] as readonly string[] } = {}): Kind {
  const print = (typed: string) => {
    const text = given(typed)
    const word = words.find((one) => one.toLowerCase() === text.toLowerCase())
    if (word !== undefined) return word
    if (!/^-?\d{1,15}$/.test(text)) throw new ConsoleError('invalid', 'input.number')
    return String(within(Number(text), min, max))
  }
  return { control: 'number', print, show: readable(print) }
}

/** The number, when it lies between; `shown` is how the bounds are put into words. */
export function within(
  number: number,
  min: number,
  max: number,
  shown: (bound: number) => string = String,
): number {
  if (number < min) throw new ConsoleError('invalid', 'config.tooSmall', { min: shown(min) })
  if (number > max) throw new ConsoleError('invalid', 'config.tooLarge', { max: shown(max) })
  return number
}
