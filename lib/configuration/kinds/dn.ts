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

function isDn(name: string): boolean {
  try {
    return parseDn(name).length > 0
  } catch (error) {
    if (isConsoleError(error)) return false
    throw error
  }
}
