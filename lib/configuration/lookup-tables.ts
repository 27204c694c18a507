/** What a table of Postfix's has in it, as far as its name says so; DATABASE_README, inline(5), cidr_table(5). */
import { itemsOf } from './kinds/lists'

/** Each name is in them by itself, and only root puts it there. */
const OF_OUR_OWN = /^(btree|cdb|dbm|hash|lmdb|sdbm)$/

export function isTable(item: string): boolean {
  return /^\w+:/.test(item) && !/^[\da-f]{1,4}:[\da-f:.]*(\/\d+)?$/i.test(item)
}

/** Whether a table of ldap_table(5) answers for nothing but what the directory has by that very name. */
export type IsExact = (table: string) => boolean

/**
 * The names, or networks, that a table answers for: none for a database of one's own, which says nothing here;
 * undefined when it may answer for everything.
 */
export function keysOf(table: string, isExact: IsExact = () => false): string[] | undefined {
  const [, type = '', contents = ''] = /^(?:proxy:)?(\w+):\s*(.*)$/s.exec(table) ?? []
  if (OF_OUR_OWN.test(type)) return []
  if (type === 'ldap') return isExact(table.replace(/^proxy:/, '')) ? [] : undefined
  const entries = /^\{(.*)\}$/s.exec(contents)?.[1]
  if (entries === undefined) return undefined
  const items = itemsOf(entries)
  if (type === 'inline') return allOf(items.map((item) => keyOf(item, /^([^=]*)=/)))
  if (type === 'cidr') return allOf(items.map((item) => keyOf(item, /^([\da-f:./]+)\s/i)))
  if (type !== 'unionmap' && type !== 'pipemap') return undefined
  return allOf(items.map((item) => keysOf(item, isExact)))?.flat()
}

/** The tables of ldap_table(5) in a list, also in tables that are put together, by the names of their files. */
export function directoryTablesIn(list: string): string[] {
  return [...list.matchAll(/\bldap:(\/[^\s,{}]+)/g)].map(([, file = '']) => file)
}

/** Whether a filter fits nothing without the name that is asked for; RFC 4515. */
export function asksForTheName(filter: string): boolean {
  return said(filter.trim(), 0)?.isExact ?? false
}

/** A filter that begins there, and where it ends; undefined for none. */
function said(filter: string, begin: number, depth = 0): { isExact: boolean; end: number } | undefined {
  if (filter[begin] !== '(' || depth > 20) return undefined
  const sign = filter[begin + 1] ?? ''
  if (!'&|!'.includes(sign)) {
    const [whole = '', , value = ''] =
      /^\(([\w;.-]+)=([^()]*)\)/.exec(filter.slice(begin, begin + 1000)) ?? []
    return whole ? { isExact: value === '%s', end: begin + whole.length } : undefined
  }
  const parts: boolean[] = []
  let at = begin + 2
  while (filter[at] === '(') {
    const part = said(filter, at, depth + 1)
    if (!part) return undefined
    parts.push(part.isExact)
    at = part.end
  }
  if (filter[at] !== ')' || parts.length === 0) return undefined
  const isExact = sign === '&' ? parts.includes(true) : sign === '|' && !parts.includes(false)
  return { isExact, end: at + 1 }
}

function keyOf(entry: string, form: RegExp): string | undefined {
  const said = /^\{(.*)\}$/s.exec(entry)?.[1] ?? entry
  return form.exec(said.trim())?.[1]?.trim()
}

function allOf<T>(found: readonly (T | undefined)[]): T[] | undefined {
  const known = found.filter((one) => one !== undefined)
  return known.length === found.length ? known : undefined
}
