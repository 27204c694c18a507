/** Texts that a server takes as they are, or as its words. */
import { ConsoleError } from '@/lib/errors'
import { type Quoting, quoted, words } from '../documents/words'
import { cleaned, given, type Kind } from './kind'

const MANY = 99

/** Any line of text; `form` is what it has to look like. */
export function text({ form, empty = false }: { form?: RegExp; empty?: boolean } = {}): Kind {
  return {
    control: 'text',
    print(typed) {
      const said = empty ? cleaned(typed) : given(typed)
      if (form && said !== '' && !form.test(said)) throw new ConsoleError('invalid', 'config.form')
      return said
    },
    show: (printed) => printed,
  }
}

/** One word of a directive, quoted where that is needed: `My server` is written `"My server"`. */
export function word(quoting: Quoting): Kind {
  return {
    control: 'text',
    print: (typed) => quoted(given(typed), quoting),
    show: (printed) => (words(printed, quoting).length === 1 ? (words(printed, quoting)[0] ?? '') : printed),
  }
}

/** What stands behind a directive, in its own syntax: at least and at most that many words, quotes that end. */
export function phrase(quoting: Quoting, { min = 1, max = MANY } = {}): Kind {
  return {
    control: 'text',
    print(typed) {
      const said = given(typed)
      const count = words(said, quoting).length
      if (hasOpenQuote(said, quoting)) throw new ConsoleError('invalid', 'config.quotes')
      if (count < min || count > max) throw countError(min, max)
      return said
    },
    show: (printed) => printed,
  }
}

function countError(min: number, max: number): ConsoleError {
  if (min === max) return new ConsoleError('invalid', 'config.exactWords', { count: min })
  return max === MANY
    ? new ConsoleError('invalid', 'config.leastWords', { min })
    : new ConsoleError('invalid', 'config.words', { min, max })
}

/** A mail address, or a name that the server adds its own domain to. */
export const address: Kind = text({ form: /^[^\s@<>(),;:"[\]]+(@[a-z0-9._-]+)?$/i })

/** A password: it is written, never shown. */
export const secret: Kind = { control: 'secret', print: given, show: () => '' }

/** Quotes that do not end swallow what is added behind them. */
function hasOpenQuote(said: string, quoting: Quoting): boolean {
  return words(`${said} end`, quoting).at(-1) !== 'end'
}
