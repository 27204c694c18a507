/** postconf(5): a value may refer to other parameters, `$name` and `${name?{yes}:{no}}`, whatever its kind. */
import { ConsoleError } from '@/lib/errors'
import { cleaned, type Kind } from './kind'

/** The kind, or a text with references in it. With `empty`, nothing is a value too, as in `relayhost =`. */
export function postfix(kind: Kind, { empty = false } = {}): Kind {
  return {
    ...kind,
    print(typed) {
      const text = cleaned(typed)
      if (text === '' && empty) return ''
      if (!text.includes('$')) return kind.print(text)
      balanced(text)
      return text
    },
    show: (printed) => (printed.includes('$') || printed === '' ? printed : kind.show(printed)),
  }
}

/** Refuses braces that do not match. */
export function balanced(text: string): void {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth++
    if (character === '}' && --depth < 0) break
  }
  if (depth !== 0) throw new ConsoleError('invalid', 'config.braces')
}
