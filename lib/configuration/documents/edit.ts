/**
 * Changes of a document, a statement at a time. All of them throw a ConsoleError 'invalid': input.control for line
 * breaks and the like, config.reading when the server would read something else than what was meant, config.several
 * when there are several and none was chosen, config.noSetting and config.noSection when there is none.
 */
import { ConsoleError } from '@/lib/errors'
import {
  type Document,
  type Found,
  find,
  formats,
  parse,
  print,
  type Target,
  withoutConditions,
} from './document'
import { endOf, lineEnd, trimmed } from './lines'
import { lastOf, marked, unmarked } from './off'
import { misread, rawOf, replaced } from './replaced'
import type { Format, Statement } from './statement'

/** One of several statements of the same name: the index that `find` gave for it. */
export type Choice = { index?: number }

/**
 * The document with another value of a setting, or with the setting, when it had none: in place of one that is off, or
 * at the end of its section. A value that is the same already leaves it as it is. Quotes are the caller's.
 */
export function set(document: Document, target: Target, wish: string, choice: Choice = {}): Document {
  const value = written(document, target.name, wish)
  const found = find(document, target)
  const active = found.filter(({ statement }) => statement.kind !== 'off')
  if (choice.index === undefined && found.length === 0) return add(document, target, value)
  const one = chosen(
    document,
    active.length > 0 && choice.index === undefined ? active : found,
    target,
    choice,
  )
  if (one.statement.kind === 'off') {
    const on = switchOn(document, target, { index: one.index })
    return set(on, target, value, { index: one.index })
  }
  if (one.statement.value === value) return document
  const raw = formats[document.format].rewrite(one.statement, value)
  return replaced(document, one.index, one.index + 1, raw, { ...target, value, kinds: ['setting', 'open'] })
}

/** The document with one more setting, or empty section, also where there is one of that name: at the end of its section. */
export function add(document: Document, target: Target, wish: string): Document {
  const { name, section = [] } = target
  const value = written(document, name, wish)
  const at = section.length === 0 ? document.statements.length : endOfSection(document, section)
  const before = rawBefore(document, at)
  const eol = endOf(before) || lineEnd(print(document))
  const raw = formats[document.format].write(name, value, indentOf(document.statements, at), eol)
  // Only the last line of a file may have no end.
  const whole =
    endOf(raw) !== '' && before !== '' && endOf(before) === ''
      ? parse(document.format, print(document) + eol)
      : document
  return replaced(whole, at, at, raw, { name, section, value, kinds: ['setting', 'open'] })
}

/** The document with a setting under another name, in the place of the old one, which is switched on. */
export function rename(
  document: Document,
  target: Target,
  name: string,
  wish: string,
  choice: Choice = {},
): Document {
  const value = written(document, name, wish)
  const { index, statement } = chosen(document, find(document, target), target, choice)
  if (statement.kind === 'off')
    return rename(switchOn(document, target, { index }), target, name, wish, { index })
  const raw = statement.raw.replace(statement.name, () => name)
  const fresh = formats[document.format].rewrite({ ...statement, name, raw }, value)
  return replaced(document, index, index + 1, fresh, { ...target, name, value, kinds: ['setting'] })
}

/** The document without a setting, or without a whole section. Comments inside a value stay. */
export function unset(document: Document, target: Target, choice: Choice = {}): Document {
  const { index, statement } = chosen(document, find(document, target), target, choice)
  if (statement.name.startsWith('field ')) throw noSetting(target)
  const end = lastOf(document.statements, index) + 1
  const format: Format = formats[document.format]
  const comments = statement.kind === 'setting' ? format.rewrite(statement, null) : ''
  const eol = endOf(rawOf(document, index, end))
  const before = document.statements[index - 1]
  if (eol === '' || before?.kind !== 'setting' || !isInLine(document, index))
    return replaced(document, index, end, comments)
  // What stands before it in the line ends the line now.
  const { name, value, path } = before
  const section = withoutConditions(document, path)
  return replaced(document, index - 1, end, before.raw + eol, { name, value, section, kinds: ['setting'] })
}

/** The document with a setting or a whole section as comments that keep all its text. */
export function switchOff(document: Document, target: Target, choice: Choice = {}): Document {
  const active = find(document, target).filter(({ statement }) => statement.kind !== 'off')
  const { index, statement } = chosen(document, active, target, choice)
  const end = lastOf(document.statements, index) + 1
  const raw = rawOf(document, index, end)
  const after = rawOf(document, end, document.statements.length)
  if (isInLine(document, index) || (endOf(raw) === '' && after !== ''))
    throw new ConsoleError('invalid', 'config.notAlone', { name: target.name })
  const { value } = statement
  return replaced(document, index, end, marked(raw), { ...target, value, kinds: ['off'] })
}

/** The document with a statement that was off as it was before. */
export function switchOn(document: Document, target: Target, choice: Choice = {}): Document {
  const off = find(document, target).filter(({ statement }) => statement.kind === 'off')
  const { index, statement } = chosen(document, off, target, choice)
  const { raw, value } = statement
  return replaced(document, index, index + 1, unmarked(raw), { ...target, value, kinds: ['setting', 'open'] })
}

function written({ format }: Document, name: string, wish: string): string {
  const value = trimmed(wish)
  if (/(?!\t)\p{Cc}/u.test(name + value)) throw new ConsoleError('invalid', 'input.control')
  // In the last line it would wait there for whatever comes next.
  if (formats[format].backslash && value.endsWith('\\')) throw misread(name, value)
  return value
}

function chosen({ format }: Document, found: Found[], target: Target, { index }: Choice): Found {
  const one = index === undefined ? found.at(-1) : found.find((candidate) => candidate.index === index)
  if (!one) throw noSetting(target)
  const winsAlone = formats[format].repeated === 'last' || found.length === 1
  if (index === undefined && !winsAlone)
    throw new ConsoleError('invalid', 'config.several', { name: target.name })
  return one
}

function endOfSection(document: Document, section: readonly string[]): number {
  const fold = (path: readonly string[]) =>
    formats[document.format].caseSensitive ? path.join('\n') : path.join('\n').toLowerCase()
  const end = document.statements.findIndex(
    ({ kind, path, label = '' }) =>
      kind === 'close' && fold(withoutConditions(document, [...path, label])) === fold(section),
  )
  if (end < 0) throw new ConsoleError('invalid', 'config.noSection', { section: section.join(', ') })
  return end
}

/** What a new statement at `at` begins with: as its neighbours do, or two spaces more than the end of the section. */
function indentOf(statements: readonly Statement[], at: number): string {
  const end = statements[at]
  if (!end) return ''
  const depth = end.path.length + 1
  for (let i = at - 1; i > 0 && (statements[i]?.path.length ?? 0) >= depth; i--) {
    const [one, before] = [statements[i], statements[i - 1]]
    const isNeighbour = one?.path.length === depth && one.kind !== 'text' && one.kind !== 'close'
    if (isNeighbour && endOf(before?.raw ?? '') !== '') return /^[\t ]*/.exec(one.raw)?.[0] ?? ''
  }
  return `${/^[\t ]*/.exec(end.raw)?.[0] ?? ''}  `
}

/** Whether a statement begins in the midst of a line. */
function isInLine(document: Document, index: number): boolean {
  const before = rawBefore(document, index)
  return before !== '' && endOf(before) === ''
}

/** The raw text of what stands before, if there is any. */
function rawBefore({ statements }: Document, index: number): string {
  return statements.slice(0, index).findLast(({ raw }) => raw !== '')?.raw ?? ''
}

function noSetting({ name }: Target): ConsoleError {
  return new ConsoleError('invalid', 'config.noSetting', { name })
}
