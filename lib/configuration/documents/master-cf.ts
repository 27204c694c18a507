/**
 * master.cf(5): a service in each logical line, which goes on as in main.cf. Its fields, the overrides behind `-o`, by
 * the name of the parameter, and the other arguments of its command are settings in the section `smtp/inet`, which has
 * no last line. Names of fields and arguments have a word in front, so that no parameter can have them.
 */
import { isComment, linesOf, trimmed } from './lines'
import { logicalLines } from './main-cf'
import { isOff, offStatements, unmarked } from './off'
import { type Format, type Statement, setting, text } from './statement'

/** The fields of a service by the names that postconf(1) has for them; they stay when anything else goes. */
const FIELDS = ['private', 'unprivileged', 'chroot', 'wakeup', 'process_limit', 'command']

/** Options of Postfix's daemons that have a value in the next word. */
const TAKES_VALUE = /^-[a-zA-Z]*[imnost]$/

export const masterCf: Format = {
  split: (file) => split(file, []),
  rewrite,
  write: (name, value, indent, eol) => `${indent || '  '}-o ${override(name, value)}${eol}`,
  caseSensitive: true,
  repeated: 'last',
  backslash: false,
  includes: [],
}

/**
 * A word or, of a comment among the words, a line; `raw` begins with the white space before it. A word that is not
 * whole has a brace that nothing closes.
 */
type Token = { raw: string; text: string; comment: boolean; isWhole: boolean }

function split(file: string, path: readonly string[]): Statement[] {
  const found: Statement[] = []
  // Some have more statements than a call may have arguments.
  const append = (more: Statement[]) => {
    for (const one of more) found.push(one)
  }
  const chunks = logicalLines(file)
  for (let i = 0; i < chunks.length; i++) {
    const lines = chunks[i] ?? []
    const [first = ''] = lines
    if (isOff(first)) append(offStatements(lines, path, (inner) => split(inner, [])))
    else if (isComment(first)) append(lines.map((line) => text(line, path)))
    else if (/^[\t-\r ]/.test(first)) found.push(text(lines.join(''), path))
    else {
      // Options at its end that are off belong to it, though Postfix sees comments behind it.
      const next = chunks[i + 1] ?? []
      const off = isOff(next[0] ?? '') ? optionsThatAreOff(next) : 0
      chunks[i + 1] = next.slice(off)
      append(service(lines.concat(next.slice(0, off))))
      if (off === next.length && next.length > 0) i++
    }
  }
  return found
}

/** How many of the lines say, without their mark, how the line above them goes on. */
function optionsThatAreOff(lines: string[]): number {
  const end = lines.findIndex((line) => !/^[\t ]+[^\t-\r #]/.test(unmarked(line)))
  return end < 0 ? lines.length : end
}

/** A line of which a word cannot be read is no service: whoever judges it sees a text. */
function service(lines: string[]): Statement[] {
  const tokens = tokensOf(lines)
  const head = tokens.slice(0, FIELDS.length + 2)
  const [name, type, ...fields] = head
  const isHead = type !== undefined && fields.length === FIELDS.length
  const label = `${name?.text}/${type?.text}`
  const rest = options(tokens.slice(head.length), [label])
  const isStrange = ({ comment, isWhole, text }: Token) => comment || !isWhole || text.startsWith('{')
  if (!name || !isHead || !rest || head.some(isStrange)) return [text(lines.join(''))]
  return [
    { kind: 'open', raw: name.raw + type.raw, name: label, value: '', path: [], label },
    ...fields.map((field, i) => setting(`field ${FIELDS[i]}`, field.text, field.raw, [label])),
    ...rest,
    { kind: 'close', raw: '', name: label, value: '', path: [], label },
  ]
}

/** Undefined when a word is not read here as master(8) does, which takes braces around any word away. */
function options(tokens: Token[], path: readonly string[]): Statement[] | undefined {
  const found: Statement[] = []
  let isOver = false
  if (tokens.at(-1)?.isWhole === false) return undefined
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.comment) {
      const off = isOff(token.raw) ? offStatements([token.raw], path, (inner) => lone(inner, path)) : []
      if (off.length > 0) found.push(...off)
      else found.push(text(token.raw, path))
      continue
    }
    // getopt(3) ends at the first word that is no option: what looks like one behind it is an argument.
    isOver ||= !token.text.startsWith('-') || token.text === '--'
    if (isOver && token.text.startsWith('argv=')) {
      // What pipe(8) and spawn(8) run: everything up to the end.
      const rest = tokens.slice(i)
      const words = rest.filter((one) => !one.comment).map((one) => one.text)
      if (words.some((word) => word.startsWith('{'))) return undefined
      found.push(setting('argument argv', words.join(' ').slice('argv='.length), rawOf(rest), path))
      return found
    }
    if (!isOver && TAKES_VALUE.test(token.text)) {
      let end = i + 1
      while (tokens[end]?.comment) end++
      const words = tokens.slice(i, tokens[end] ? end + 1 : i + 1)
      const value = words[1] ? (words.at(-1)?.text ?? '') : ''
      const isInBraces = value.startsWith('{')
      if (isInBraces && (token.text !== '-o' || !areAround(value))) return undefined
      found.push(option(token.text, isInBraces ? value.slice(1, -1) : value, rawOf(words), path))
      i += words.length - 1
    } else if (token.text.startsWith('{')) return undefined
    else if (!isOver && token.text.startsWith('-o'))
      found.push(option('-o', token.text.slice(2), token.raw, path))
    else {
      const [key = '', ...value] = token.text.split('=')
      found.push(setting(`argument ${key}`, value.join('='), token.raw, path))
    }
  }
  return found
}

function rawOf(tokens: Token[]): string {
  return tokens.map(({ raw }) => raw).join('')
}

/** Options alone, which are what a line says that is off. */
function lone(raw: string, path: readonly string[]): Statement[] {
  return options(tokensOf(linesOf(raw)), path) ?? [text(raw, path)]
}

function option(letter: string, said: string, raw: string, path: readonly string[]): Statement {
  const sign = said.indexOf('=')
  if (letter !== '-o' || sign < 0) return setting(`argument ${letter}`, said, raw, path)
  return setting(trimmed(said.slice(0, sign)), trimmed(said.slice(sign + 1)), raw, path)
}

/** The words of a logical line; what braces hold together is one. */
function tokensOf(lines: string[]): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const line of lines) {
    const last = tokens.at(-1)
    if (isComment(line)) {
      if (depth > 0 && last) last.raw += line
      else tokens.push({ raw: line, text: '', comment: true, isWhole: true })
      continue
    }
    for (const [piece] of line.matchAll(/[\t-\r ]*[^\t-\r ]+|[\t-\r ]+$/g)) {
      const word = piece.slice(piece.search(/[^\t-\r ]|$/))
      const previous = tokens.at(-1)
      if (previous && (word === '' || depth > 0)) {
        previous.raw += piece
        if (word !== '') previous.text += ` ${word}`
      } else tokens.push({ raw: piece, text: word, comment: false, isWhole: true })
      depth = depthAfter(word, depth)
    }
  }
  const last = tokens.at(-1)
  if (last && depth > 0) last.isWhole = false
  return tokens
}

/** How many braces are open behind the word; one that closes none is a letter like others. */
function depthAfter(word: string, before: number): number {
  let depth = before
  for (const character of word) {
    if (character === '{') depth++
    else if (character === '}' && depth > 0) depth--
  }
  return depth
}

/** Whether the brace at the beginning of the word is closed at its end, and not before. */
function areAround(word: string): boolean {
  let depth = 0
  for (let i = 0; i < word.length; i++) {
    if (word[i] === '{') depth++
    if (word[i] === '}' && --depth === 0) return i === word.length - 1
  }
  return false
}

function rewrite({ name, raw }: Statement, value: string | null): string {
  const comments = linesOf(raw).filter(isComment).join('')
  if (value === null) return comments
  const lead = raw.slice(0, raw.search(/[^\t-\r ]/))
  const tail = raw.slice(lead.length + trimmed(raw).length)
  return comments + lead + written(name, value) + tail
}

function written(name: string, value: string): string {
  if (name.startsWith('field ')) return value
  if (!name.startsWith('argument ')) return `-o ${override(name, value)}`
  const key = name.slice('argument '.length)
  return key.startsWith('-') ? `${key}${value && ` ${value}`}` : `${key}=${value}`
}

/** Without braces a value ends at the first white space. */
function override(name: string, value: string): string {
  return /[\t-\r ]|^\{/.test(value) ? `{ ${name} = ${value} }` : `${name}=${value}`
}
