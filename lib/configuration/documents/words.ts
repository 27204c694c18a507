/** The words of a directive of Apache or ProFTPD, which may be quoted. */
import { ConsoleError } from '@/lib/errors'

export type Quoting = {
  /** The characters that a quoted word may begin with. */
  quotes: string
  /** What a backslash stands before in quotes, so that it is meant itself; undefined: before anything. */
  escaped?: (character: string, quote: string) => boolean
  /** Whether a number sign at the beginning of a word makes the rest of the line a comment. */
  comments: boolean
}

/** ap_getword_conf() of Apache 2.4. */
export const apacheQuoting: Quoting = {
  quotes: '"\'',
  escaped: (character, quote) => character === quote || character === '\\',
  comments: false,
}

/** pr_str_get_word() of ProFTPD 1.3. */
export const proftpdQuoting: Quoting = { quotes: '"', comments: true }

type Word = { text: string; begin: number; end: number }

/** The words of what stands behind a directive's name, without their quotes. */
export function words(value: string, quoting: Quoting): string[] {
  return wordsOf(value, quoting).map((word) => word.text)
}

/** The length of a line up to where its comment begins, if it has one. */
export function untilComment(line: string, quoting: Quoting): number {
  return quoting.comments ? (wordsOf(line, quoting).at(-1)?.end ?? 0) : line.length
}

/** A word as it has to be written: in quotes when it would not be one word, or not the same, without them. */
export function quoted(word: string, quoting: Quoting): string {
  const isSafe = word !== '' && !/[\t-\r "'\\#<>]/.test(word)
  const written = isSafe ? word : `"${word.replace(/["\\]/g, '\\$&')}"`
  if (words(written, quoting).join('\n') !== word || /(?!\t)\p{Cc}/u.test(word))
    throw new ConsoleError('invalid', 'input.control')
  return written
}

function wordsOf(line: string, { quotes, escaped = () => true, comments }: Quoting): Word[] {
  const found: Word[] = []
  let at = 0
  for (;;) {
    while (at < line.length && isSpace(line[at] ?? '')) at++
    const begin = at
    const quote = line[at] ?? ''
    if (quote === '' || (comments && quote === '#')) return found
    let text = ''
    if (quotes.includes(quote)) {
      for (at++; at < line.length && line[at] !== quote; at++) {
        const next = line[at + 1]
        if (line[at] === '\\' && next !== undefined && escaped(next, quote)) at++
        text += line[at]
      }
      at++
    } else {
      while (at < line.length && !isSpace(line[at] ?? '')) text += line[at++]
    }
    found.push({ text, begin, end: Math.min(at, line.length) })
  }
}

function isSpace(character: string): boolean {
  return /[\t-\r ]/.test(character)
}
