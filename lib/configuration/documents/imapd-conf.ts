/**
 * imapd.conf(5): `name: value`. A backslash at the end of a line, comments included, continues it on the next; one at
 * the end of the file makes Cyrus forget the line.
 */
import { endOf, isComment, linesOf, trimmed } from './lines'
import { isOff, offStatements } from './off'
import { type Format, type Statement, setting, text } from './statement'

const HEAD = /^[\t-\r ]*(@?[A-Za-z0-9_-]+):[ \t]*/

export const imapdConf: Format = {
  split,
  rewrite({ raw }, value) {
    if (value === null) return ''
    const head = HEAD.exec(raw)?.[0] ?? ''
    return head + (head.endsWith(':') && continues(linesOf(raw)[0] ?? '') ? ' ' : '') + value + endOf(raw)
  },
  write: (name, value, _indent, eol) => `${name}: ${value}${eol}`,
  caseSensitive: false,
  repeated: 'every',
  backslash: true,
  includes: ['@include'],
}

function split(file: string): Statement[] {
  const lines = linesOf(file)
  const found: Statement[] = []
  for (let i = 0; i < lines.length; ) {
    let end = continued(lines, i)
    const first = lines[i] ?? ''
    const isWhollyOff = (from: number, to: number) => lines.slice(from, to).every(isOff)
    if (isWhollyOff(i, end)) {
      for (let next = end; next < lines.length && isOff(lines[next] ?? ''); end = next) {
        next = continued(lines, next)
        if (!isWhollyOff(end, next)) break
      }
      for (const one of offStatements(lines.slice(i, end), [], split)) found.push(one)
    } else found.push(statement(lines.slice(i, end), isComment(first)))
    i = end
  }
  return found
}

function statement(lines: string[], isComment: boolean): Statement {
  const raw = lines.join('')
  const joined = raw.replaceAll('\\\n', '')
  const head = HEAD.exec(joined)
  const value = trimmed(joined.slice(head?.[0].length ?? 0))
  if (isComment || !head?.[1] || value === '' || continues(lines.at(-1) ?? '')) return text(raw)
  return setting(head[1], value, raw)
}

function continued(lines: string[], start: number): number {
  let end = start
  while (end < lines.length - 1 && continues(lines[end] ?? '')) end++
  return end + 1
}

function continues(line: string): boolean {
  return line.endsWith('\\\n')
}
