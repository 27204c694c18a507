/**
 * Apache's and ProFTPD's files: directives, sections in angle brackets that nest, and a backslash at the end of a line
 * that continues it. The two differ in comments: Apache continues them too and has none at the end of a line; ProFTPD
 * has those, does not continue comments, and leaves out commented lines with a backslash among continued ones.
 */
import { bare, endOf, isComment, linesOf, trimmed } from './lines'
import { isOff, offStatements } from './off'
import { type Format, type Statement, setting, text } from './statement'
import { apacheQuoting, proftpdQuoting, type Quoting, untilComment } from './words'

type Dialect = {
  quoting: Quoting
  /** Whether the line goes on in the next one. */
  continues(line: string): boolean
  continuesComments: boolean
}

export const apacheConf: Format = blocks(
  { quoting: apacheQuoting, continues: (line) => /\\\r?\n$/.test(line), continuesComments: true },
  ['Include', 'IncludeOptional'],
)

export const proftpdConf: Format = blocks(
  { quoting: proftpdQuoting, continues: (line) => line.endsWith('\\\n'), continuesComments: false },
  ['Include'],
)

/** Sections in one another, and the characters of what they are called together; more are no sections. */
const DEEPEST = 30
const LONGEST_PATH = 4000

function blocks(dialect: Dialect, includes: string[]): Format {
  return {
    split: (file) => split(file, dialect),
    rewrite: (statement, value) => rewrite(statement, value, dialect),
    write,
    caseSensitive: false,
    repeated: 'every',
    backslash: true,
    includes,
    conditions: /^If(Module|Define|Version|File|Directive|Section)( |$)/i,
  }
}

/** A section comes with its end, and empty. */
function write(name: string, value: string, indent: string, eol: string): string {
  const section = /^<(.+)>$/.exec(name)?.[1]
  const said = `${section ?? name}${value && ` ${value}`}`
  return section ? `${indent}<${said}>${eol}${indent}</${section}>${eol}` : `${indent}${said}${eol}`
}

function split(file: string, dialect: Dialect): Statement[] {
  const lines = linesOf(file)
  const found: Statement[] = []
  // The paths around, outermost first: statements share theirs with their neighbours.
  const around: string[][] = []
  let path: string[] = []
  for (let i = 0; i < lines.length; ) {
    let end = endOfLogicalLine(lines, i, dialect)
    const read = lines.slice(i, end)
    if (read.every(isOff)) {
      for (let next = end; isOff(lines[end] ?? ''); end = next) {
        next = endOfLogicalLine(lines, end, dialect)
        if (!lines.slice(end, next).every(isOff)) break
      }
      for (const one of offStatements(lines.slice(i, end), path, (inner) => split(inner, dialect)))
        found.push(one)
    } else if (isComment(read[0] ?? '')) found.push(text(read.join(''), path))
    else {
      const statement = directive(read, path, dialect)
      const { kind, raw, label = '' } = statement
      if (kind === 'close' && isEndOf(statement, path.at(-1))) {
        const label = path.at(-1)
        path = around.pop() ?? []
        found.push({ ...statement, path, label })
      } else if (kind === 'close' || (kind === 'open' && isTooDeep([...path, label])))
        found.push(text(raw, path))
      else {
        found.push(statement)
        if (kind === 'open') {
          around.push(path)
          path = [...path, label]
        }
      }
    }
    i = end
  }
  return found
}

/** What nobody writes would cost its length times its depth. */
function isTooDeep(path: readonly string[]): boolean {
  return path.length > DEEPEST || path.join('').length > LONGEST_PATH
}

function endOfLogicalLine(lines: string[], start: number, dialect: Dialect): number {
  let end = start
  if (!dialect.continuesComments && isComment(lines[start] ?? '')) return start + 1
  while (end < lines.length - 1 && dialect.continues(lines[end] ?? '')) end++
  return end + 1
}

function directive(lines: string[], path: string[], dialect: Dialect): Statement {
  const raw = lines.join('')
  const said = trimmed(joined(lines, dialect))
  const end = /^<\/([^>\t-\r ]+)[\t-\r ]*>$/.exec(said)
  if (end?.[1]) return { kind: 'close', raw, name: `</${end[1]}>`, value: '', path }
  const name = /^<([^>/\t-\r ][^>\t-\r ]*)/.exec(said)?.[1]
  if (name && said.endsWith('>')) {
    const value = trimmed(said.slice(name.length + 1, -1))
    const label = trimmed(`${name} ${value}`).replace(/[\t-\r ]+/g, ' ')
    return { kind: 'open', raw, name: `<${name}>`, value, path, label }
  }
  const head = /^[^\t-\r <>]+/.exec(said)
  // A backslash at the very end continues nothing, and would continue what is added one day.
  if (!head || dialect.continues(lines.at(-1) ?? '')) return text(raw, path)
  return setting(head[0], trimmed(said.slice(head[0].length)), raw, path)
}

/** What the server makes of the lines, up to its comment. */
function joined(lines: string[], dialect: Dialect): string {
  const whole = partsOf(lines, dialect).said.join('')
  return whole.slice(0, untilComment(whole, dialect.quoting))
}

/** The lines without their ends and backslashes, and the commented ones among them that ProFTPD leaves out. */
function partsOf(lines: string[], dialect: Dialect): { said: string[]; comments: string[] } {
  const isLeftOut = (line: string, i: number) =>
    !dialect.continuesComments && i > 0 && dialect.continues(line) && isComment(line)
  const said = lines.filter((line, i) => !isLeftOut(line, i))
  return {
    said: said.map((line) => (dialect.continues(line) ? bare(line).slice(0, -1) : bare(line))),
    comments: lines.filter(isLeftOut),
  }
}

function rewrite({ kind, raw }: Statement, value: string | null, dialect: Dialect): string {
  const lines = linesOf(raw)
  const { said, comments } = partsOf(lines, dialect)
  const whole = said.join('')
  const comment = trimmed(whole.slice(untilComment(whole, dialect.quoting)))
  const eol = endOf(raw)
  if (value === null) return comments.join('') + (comment && comment + (eol || ''))
  const head = /^[\t-\r ]*<?[^\t-\r >]+/.exec(whole)?.[0] ?? ''
  const gap = /^[\t-\r ]+(?=[^\t-\r >])/.exec((said[0] ?? '').slice(head.length))?.[0] ?? ' '
  const written = `${head}${value && gap}${value}${kind === 'open' ? '>' : ''}`
  return `${comments.join('')}${written}${comment && ` ${comment}`}${eol}`
}

function isEndOf({ name }: Statement, label: string | undefined): boolean {
  return label?.split(' ')[0]?.toLowerCase() === name.slice(2, -1).toLowerCase()
}
