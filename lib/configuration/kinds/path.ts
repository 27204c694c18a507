/** Paths of files and directories. */
import { ConsoleError } from '@/lib/errors'
import { type Quoting, quoted, words } from '../documents/words'
import { given, type Kind } from './kind'

type Options = {
  /** Apache and ProFTPD quote paths with spaces in them. */
  quoting?: Quoting
  /** What a path may begin with besides a slash, such as `~`, or a name below the server's own directory. */
  begins?: RegExp
}

/** A full path without `..` in it, so that it is where it says it is. */
export function filePath({ quoting, begins = /^\// }: Options = {}): Kind {
  return {
    control: 'path',
    print(typed) {
      const path = given(typed)
      if (!begins.test(path) || path.split('/').includes('..'))
        throw new ConsoleError('invalid', 'config.path')
      if (!quoting && /[\s"']/.test(path)) throw new ConsoleError('invalid', 'config.pathLetters')
      return quoting ? quoted(path, quoting) : path
    },
    show: (printed) => (quoting ? (words(printed, quoting)[0] ?? '') : printed),
  }
}
