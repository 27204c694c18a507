/** Access lists as imapd.conf(5) has them: who, then rights, in pairs. */
import { ConsoleError } from '@/lib/errors'
import { given, type Kind } from './kind'

const RIGHTS = /^[lrswipkxteacdn0-9]+$/

export const acl: Kind = {
  control: 'acl',
  print(typed) {
    const words = given(typed).split(/\s+/)
    const rights = words.filter((_, i) => i % 2 === 1)
    if (words.length % 2 !== 0 || !rights.every((right) => RIGHTS.test(right)))
      throw new ConsoleError('invalid', 'config.acl')
    return words.join(' ')
  },
  show: (printed) => printed,
}

/** One right, by its letter. */
export const right: Kind = {
  control: 'text',
  print(typed) {
    const letter = given(typed)
    if (letter.length !== 1 || !RIGHTS.test(letter)) throw new ConsoleError('invalid', 'config.right')
    return letter
  },
  show: (printed) => printed,
}
