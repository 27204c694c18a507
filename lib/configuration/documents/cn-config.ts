/**
 * cn=config as LDIF (RFC 2849): each entry is a section with its DN for a label, and its attributes are settings. A
 * line that begins with a space goes on with the one before it; values that LDIF cannot hold as they are stand in
 * base64. slapd keeps no comments, so nothing can be switched off here.
 */
import type { Document } from './document'
import { bare, endOf, linesOf } from './lines'
import { type Format, type Statement, setting, text } from './statement'

const LINE = /^([A-Za-z][A-Za-z0-9-]*(?:;[A-Za-z0-9-]+)*|\d+(?:\.\d+)*):(:?) *(.*)$/s

export const cnConfig: Format = {
  split,
  rewrite: ({ name, raw }, value) => (value === null ? '' : written(name, value) + endOf(raw)),
  write: (name, value, _indent, eol) => written(name, value) + eol,
  caseSensitive: false,
  repeated: 'every',
  backslash: false,
  includes: [],
}

/** Which entries a parameter can stand in: none given means those for the whole server, 'schema' each of the schemas. */
export type EntryPlace = 'frontend' | 'database' | 'schema' | undefined

/** The DNs of the entries of a place, in their order; 'database' are those with entries of people's. */
export function entriesOf({ statements }: Document, place: EntryPlace): string[] {
  const form = {
    global: /^cn=config$/i,
    frontend: /^olcDatabase=\{-1\}frontend,cn=config$/i,
    database: /^olcDatabase=\{\d+\}(?!config,|monitor,)[a-z]+,cn=config$/i,
    schema: /^cn=\{\d+\}[^,]+,cn=schema,cn=config$/i,
  }[place ?? 'global']
  return statements.flatMap(({ kind, label = '' }) => (kind === 'open' && form.test(label) ? [label] : []))
}

/** A line of LDIF without its end. */
export function written(name: string, value: string): string {
  if (value === '') return `${name}:`
  const isSafe = /^(?![ :<])[\x20-\x7e]*(?<! )$/.test(value)
  return isSafe ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
}

function split(file: string): Statement[] {
  const found: Statement[] = []
  let dn: string | undefined
  const path = () => (dn === undefined ? [] : [dn])
  const close = (raw: string) => {
    if (dn !== undefined) found.push({ kind: 'close', raw, name: 'dn', value: '', path: [], label: dn })
    dn = undefined
  }
  for (const raw of logicalLines(file)) {
    const [, name = '', colons = '', said = ''] = LINE.exec(unfolded(raw)) ?? []
    if (unfolded(raw) === '' && dn !== undefined) close(raw)
    else if (name === '' || (colons === '' && said.startsWith('<'))) found.push(text(raw, path()))
    else {
      const value = colons === '' ? said : decoded(said)
      if (name.toLowerCase() === 'dn' && dn === undefined) {
        dn = value
        found.push({ kind: 'open', raw, name, value, path: [], label: dn })
      } else if (dn !== undefined && name.toLowerCase() !== 'dn')
        found.push(setting(name, value, raw, path()))
      else found.push(text(raw, path()))
    }
  }
  close('')
  return found
}

/** Lines with those that go on with them. */
function logicalLines(file: string): string[] {
  const found: string[][] = []
  for (const line of linesOf(file)) {
    const last = found.at(-1)
    if (last && line.startsWith(' ') && bare(last[0] ?? '') !== '') last.push(line)
    else found.push([line])
  }
  return found.map((lines) => lines.join(''))
}

function unfolded(raw: string): string {
  return linesOf(raw)
    .map((line, i) => bare(line).slice(i === 0 ? 0 : 1))
    .join('')
}

/** Bytes that are no text have a letter each. */
function decoded(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const said = bytes.toString('utf8')
  return Buffer.from(said).equals(bytes) ? said : bytes.toString('latin1')
}
