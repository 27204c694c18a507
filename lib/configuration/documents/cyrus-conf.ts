/**
 * cyrus.conf(5): sections of entries, each in a line, `imap cmd="imapd -U 30" listen="imap" prefork=0`. An entry is
 * opened by its name and closed by the end of its line. A number sign begins a comment anywhere, in quotes too.
 */
import { bare, isComment, linesOf, trimmed } from './lines'
import { isOff, offStatements } from './off'
import { type Format, type Statement, setting, text } from './statement'

const ARGUMENT = /[\t-\r ]+([A-Za-z0-9]+)=(?:"([^"]*)"|([^\t-\r "][^\t-\r ]*|))(?=[\t-\r ]|$)/y

export const cyrusConf: Format = {
  split: (file) => split(file, []),
  rewrite({ raw }, value) {
    if (value === null) return ''
    const head = raw.slice(0, raw.indexOf('=') + 1)
    return head + (raw[head.length] !== '"' && /^[A-Za-z0-9]+$/.test(value) ? value : `"${value}"`)
  },
  write: (name, value) => ` ${name}=${/^-?\d+$/.test(value) ? value : `"${value}"`}`,
  caseSensitive: true,
  repeated: 'every',
  backslash: false,
  includes: [],
}

function split(file: string, around: readonly string[]): Statement[] {
  const lines = linesOf(file)
  const found: Statement[] = []
  let path = around
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const heading = /^[\t-\r ]*([A-Za-z]+)[\t-\r ]*\{[\t-\r ]*$/.exec(uncommented(line))
    if (isOff(line)) {
      const off = [line]
      while (isOff(lines[i + 1] ?? '')) off.push(lines[++i] ?? '')
      for (const one of offStatements(off, path, (inner) => split(inner, path))) found.push(one)
    } else if (isComment(line)) found.push(text(line, path))
    else if (heading?.[1] && path.length === 0) {
      found.push({ kind: 'open', raw: line, name: heading[1], value: '', path, label: heading[1] })
      path = [heading[1]]
    } else if (/^[\t-\r ]*\}/.test(line) && path.length > 0) {
      found.push({ kind: 'close', raw: line, name: '', value: '', path: [], label: path[0] })
      path = []
    } else if (path.length === 0) found.push(text(line, path))
    // Some have more arguments than a call may have.
    else for (const one of entry(line, path)) found.push(one)
  }
  return found
}

function entry(line: string, path: readonly string[]): Statement[] {
  const said = uncommented(line)
  const head = /^[\t-\r ]*([A-Za-z0-9]+)(?=[\t-\r ]|$)/.exec(said)
  if (!head?.[1]) return [text(line, path)]
  const label = head[1]
  const found: Statement[] = [{ kind: 'open', raw: head[0], name: label, value: '', path, label }]
  let at = head[0].length
  for (;;) {
    ARGUMENT.lastIndex = at
    const argument = ARGUMENT.exec(said)
    if (!argument?.[1]) break
    const value = argument[2] ?? argument[3] ?? ''
    found.push(setting(argument[1], value, argument[0], [...path, label]))
    at += argument[0].length
  }
  // Whatever else stands there, Cyrus refuses the file.
  if (trimmed(said.slice(at)) !== '') return [text(line, path)]
  return [...found, { kind: 'close', raw: line.slice(at), name: '', value: '', path, label }]
}

/** The line without its comment and end. */
function uncommented(line: string): string {
  const sign = line.indexOf('#')
  return bare(sign < 0 ? line : line.slice(0, sign))
}
