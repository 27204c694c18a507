/**
 * A configuration file as statements. Nothing here changes a document: an edit gives another one. Whatever is written
 * is read again and has to say what was meant, with every other statement as it was (see `replaced.ts`): no list of
 * characters to refuse could promise that.
 */

import { apacheConf, proftpdConf } from './blocks'
import { cnConfig } from './cn-config'
import { cyrusConf } from './cyrus-conf'
import { imapdConf } from './imapd-conf'
import { mainCf } from './main-cf'
import { masterCf } from './master-cf'
import type { Format, Statement } from './statement'

/** `main.cf` is also the format of the files of ldap_table(5). */
export const formats = {
  'main.cf': mainCf,
  'master.cf': masterCf,
  'imapd.conf': imapdConf,
  'cyrus.conf': cyrusConf,
  apache: apacheConf,
  proftpd: proftpdConf,
  'cn=config': cnConfig,
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats

export type Document = { format: FormatName; statements: readonly Statement[] }

/** What is asked for: a name, and the sections around it, by their labels; without them it stands in none. */
export type Target = { name: string; section?: readonly string[] }

export type Found = { index: number; statement: Statement }

/** The statements of a file; takes time in proportion to its length. */
export function parse(format: FormatName, text: string): Document {
  return { format, statements: formats[format].split(text) }
}

/** The file, byte for byte. */
export function print({ statements }: Document): string {
  return statements.map(({ raw }) => raw).join('')
}

/** Every statement of that name in those sections, in their order, also those that are off. */
export function find(document: Document, { name, section = [] }: Target): Found[] {
  const { caseSensitive } = formats[document.format]
  const same = (one: string, other: string) =>
    caseSensitive ? one === other : one.toLowerCase() === other.toLowerCase()
  return document.statements.flatMap((statement, index) => {
    if (!['setting', 'open', 'off'].includes(statement.kind) || !same(statement.name, name)) return []
    const path = withoutConditions(document, statement.path)
    const isThere = path.length === section.length && path.every((label, i) => same(label, section[i] ?? ''))
    return isThere ? [{ index, statement }] : []
  })
}

/** The values that the server sees, in their order; with `last`-wins formats the last one counts. */
export function get(document: Document, target: Target): string[] {
  return find(document, target)
    .filter(({ statement }) => statement.kind !== 'off')
    .map(({ statement }) => statement.value)
}

/** Every place where the file asks for another one: a path, a pattern or a directory, as it is written. */
export function includes(document: Document): Found[] {
  const names = formats[document.format].includes.map((name) => name.toLowerCase())
  return document.statements.flatMap((statement, index) =>
    statement.kind === 'setting' && names.includes(statement.name.toLowerCase())
      ? [{ index, statement }]
      : [],
  )
}

/** A path of sections without those that only ask something while the file is read, such as `IfModule`. */
export function withoutConditions(document: Document, path: readonly string[]): readonly string[] {
  const { conditions }: Format = formats[document.format]
  return conditions ? path.filter((label) => !conditions.test(label)) : path
}
