/** Access bits as octal digits: what a mask takes away, or a mode gives. */
import { ConsoleError } from '@/lib/errors'
import { given, type Kind } from './kind'

/** `most` is 2 where a second value is for directories. */
export function octal({ most = 1 } = {}): Kind {
  return {
    control: 'octal',
    print(typed) {
      const values = given(typed).split(/\s+/)
      if (values.length > most || !values.every((value) => /^0?[0-7]{3}$/.test(value)))
        throw new ConsoleError('invalid', 'config.octal')
      return values.join(' ')
    },
    show: (printed) => printed,
  }
}
