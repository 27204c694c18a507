/** What a table of Postfix's has in it, as far as its name says so; DATABASE_README, inline(5), cidr_table(5). */
import { itemsOf } from './kinds/lists'

/** Each name is in them by itself, and only root, or the directory, puts it there. */
const OF_OUR_OWN = /^(btree|cdb|dbm|hash|ldap|lmdb|sdbm)$/

export function isTable(item: string): boolean {
  return /^\w+:/.test(item) && !/^[\da-f]{1,4}:[\da-f:.]*(\/\d+)?$/i.test(item)
}

/**
 * The names, or networks, that a table answers for: none for a database of one's own, which says nothing here;
 * undefined when it may answer for everything.
 */
export function keysOf(table: string): string[] | undefined {
  const [, type = '', contents = ''] = /^(?:proxy:)?(\w+):\s*(.*)$/s.exec(table) ?? []
  if (OF_OUR_OWN.test(type)) return []
  const entries = /^\{(.*)\}$/s.exec(contents)?.[1]
  if (entries === undefined) return undefined
  const items = itemsOf(entries)
  if (type === 'inline') return allOf(items.map((item) => keyOf(item, /^([^=]*)=/)))
  if (type === 'cidr') return allOf(items.map((item) => keyOf(item, /^([\da-f:./]+)\s/i)))
  if (type !== 'unionmap' && type !== 'pipemap') return undefined
  return allOf(items.map(keysOf))?.flat()
}

function keyOf(entry: string, form: RegExp): string | undefined {
  const said = /^\{(.*)\}$/s.exec(entry)?.[1] ?? entry
  return form.exec(said.trim())?.[1]?.trim()
}

function allOf<T>(found: readonly (T | undefined)[]): T[] | undefined {
  const known = found.filter((one) => one !== undefined)
  return known.length === found.length ? known : undefined
}
