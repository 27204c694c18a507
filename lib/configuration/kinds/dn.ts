/** Distinguished names, RFC 4514. */
import { parseDn } from '@/lib/adapters/ldap/dn'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { type Quoting, quoted, words } from '../documents/words'
import { given, type Kind } from './kind'

/** `quoting` where it is a word of a directive. */
export function dn(quoting?: Quoting): Kind {
  return {
    control: 'dn',
    print(typed) {
      const name = given(typed)
      if (!isDn(name)) throw new ConsoleError('invalid', 'config.dn')
      return quoting ? quoted(name, quoting) : name
    },
    show: (printed) => (quoting ? (words(printed, quoting)[0] ?? '') : printed),
  }
}

/** An entry and its password behind it, in a line: the password is written, never shown. */
export function credentials(quoting: Quoting): Kind {
  return {
    control: 'dn',
    print(typed) {
      const said = given(typed)
      const [name = '', ...password] = words(said, quoting)
      if (!isDn(name) || password.length > 1) throw new ConsoleError('invalid', 'config.dn')
      return [name, ...password].map((word) => quoted(word, quoting)).join(' ')
    },
    show: (printed) => words(printed, quoting)[0] ?? '',
  }
}

function isDn(name: string): boolean {
  try {
    return parseDn(name).length > 0
  } catch (error) {
    if (isConsoleError(error)) return false
    throw error
  }
}
