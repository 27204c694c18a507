/**
 * main.cf, postconf(5), and the files of ldap_table(5): `name = value`, continued by lines that begin with white space,
 * with comments and blank lines anywhere, also between the lines of one value.
 */
import { bare, endOf, isComment, linesOf, trimmed } from './lines'
import { isOff, offStatements } from './off'
import { type Format, type Statement, setting, text } from './statement'

export const mainCf: Format = {
  split,
  rewrite({ raw }, value) {
    const comments = linesOf(raw).filter(isComment).join('')
    if (value === null) return comments
    const [first = ''] = linesOf(raw)
    const head = /^[^=]*=[ \t]*/.exec(bare(first))?.[0] ?? ''
    const gap = head.endsWith('=') && bare(first) === head && value !== '' ? ' ' : ''
    return comments + (value === '' ? head.trimEnd() : head) + gap + value + endOf(raw)
  },
  write: (name, value, _indent, eol) => `${name} =${value && ` ${value}`}${eol}`,
  caseSensitive: true,
  repeated: 'last',
  backslash: false,
  includes: [],
}

function split(file: string): Statement[] {
  return logicalLines(file).flatMap((lines): Statement[] => {
    const [first = ''] = lines
    if (isOff(first)) return offStatements(lines, [], split)
    if (isComment(first)) return lines.map((line) => text(line))
    const sign = first.indexOf('=')
    // Postfix ignores a line that goes on from nothing, and refuses one that sets nothing.
    if (sign < 1 || /^[\t-\r ]/.test(first)) return [text(lines.join(''))]
    const value = lines
      .filter((line) => !isComment(line))
      .map(bare)
      .join('')
    return [setting(trimmed(first.slice(0, sign)), trimmed(value.slice(sign + 1)), lines.join(''))]
  })
}

/**
 * The lines of each statement with its continuation, and of what stands between: comments and blank lines one by one,
 * lines that are switched off together.
 */
export function logicalLines(file: string): string[][] {
  const lines = linesOf(file)
  const found: string[][] = []
  for (let i = 0; i < lines.length; ) {
    const end = endOfLogicalLine(lines, i)
    found.push(lines.slice(i, end))
    i = end
  }
  return found
}

function endOfLogicalLine(lines: string[], start: number): number {
  const first = lines[start] ?? ''
  let end = start + 1
  if (isOff(first)) {
    while (end < lines.length && isOff(lines[end] ?? '')) end++
    return end
  }
  if (isComment(first)) return end
  for (let i = end; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (isComment(line)) continue
    if (!/^[\t-\r ]/.test(line)) break
    end = i + 1
  }
  return end
}
