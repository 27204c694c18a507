/** One look into a sorted list, as slapo-sssvlv(5) of OpenLDAP 2.5 answers it. */
import { type Client, type Control, ResultCodeError, BerWriter as Writer } from 'ldapts'
import type { Dn } from './dn'
import { type Entry, fromLdaptsEntry } from './entry'
import { and, type Filter, not, or, present } from './filter'
import { filterLooksAt } from './filter-attributes'
import {
  BY_NAME,
  isName,
  orderingRule,
  type SortKey,
  sorting,
  type Target,
  VirtualListView,
  VirtualListViewAnswer,
} from './list-controls'
import { jumpValue } from './list-jump'
import { ldapResult } from './refusal'
import type { Scope } from './search-options'
import { assertSendable } from './text'

/** Where a window begins: at a row (0 is the first), at the first name that is `from` or after it, or at the end. */
export type At = { offset: number; count: number } | { from: string; count: number } | { last: number }

export type ListRequest = {
  /** Whose list it is: the controls say it to slapd, the name keeps lists of different people apart. */
  identity: { name: string; controls: Control[] }
  base: Dn
  filter: Filter
  scope: Scope
  attributes: string[]
  sort: SortKey[]
  at: At
}

export type ListAnswer = {
  entries: Entry[]
  /** Row of the first entry; the total when the window is past the end. */
  offset: number
  total: number
  /** By what slapd knows the list that it keeps; nothing is kept of an empty one. */
  context?: Buffer
}

/** No limit of the person counts for a window: it is sorted from everything. */
const WITHOUT_LIMIT = 2 ** 31 - 1
const RANGE_ERROR = 77

/** null when slapd sorts too much already for everybody together. Errors: as slapd has them. */
export async function askForWindow(
  client: Client,
  { identity, base, filter, scope, attributes, sort, at }: ListRequest,
  { context, timeLimit }: { context?: Buffer; timeLimit: number },
): Promise<ListAnswer | null> {
  const answer = new VirtualListViewAnswer()
  const view = new VirtualListView(targetOf(at, sort), context)
  const request = { filter: countable(filter, sort), scope, attributes, timeLimit, sizeLimit: WITHOUT_LIMIT }
  const controls = [...identity.controls, sorting(sort), view, answer]
  try {
    const { searchEntries } = await client.search(assertSendable(base), request, controls)
    const { total, row, context } = answer
    const offset = 'last' in at ? Math.max(0, total - at.last) : Math.min(total, Math.max(0, row - 1))
    // Asked for a value past the end, slapd sends the last entry all the same.
    return { entries: offset < total ? searchEntries.map(fromLdaptsEntry) : [], offset, total, context }
  } catch (error) {
    if (!(error instanceof ResultCodeError)) throw error
    if (error.code === ldapResult.busy) return null
    if (error.code === ldapResult.noSuchObject) return { entries: [], offset: 0, total: 0 }
    if (answer.code !== RANGE_ERROR) throw error
    return { entries: [], offset: answer.total, total: answer.total, context: answer.context }
  }
}

/** Text that is the same for windows into the same list. */
export function listKey({ identity, base, filter, scope, sort }: ListRequest): string {
  const written = new Writer()
  filter.write(written)
  return JSON.stringify([identity.name, base, scope, sort, written.buffer.toString('base64')])
}

function targetOf(at: At, [key]: SortKey[]): Target {
  if ('last' in at) return { before: at.last - 1, after: 0, row: 'last' }
  if ('offset' in at) return { before: 0, after: at.count - 1, row: at.offset + 1 }
  assertSendable(at.from)
  const from = key && orderingRule(key) === BY_NAME ? jumpValue(at.from, key.reverse ?? false) : at.from
  return { before: 0, after: at.count - 1, row: from === null ? 1 : { from } }
}

/**
 * slapd counts whatever the filter fits, and sorts by values that the person may not see; only what it sends is
 * held against the rights. So the filter has to ask for something that is readable with the entry itself, and, when
 * it is sorted by anything but names, whether the person may know if the entry has the attribute.
 */
function countable(filter: Filter, sort: SortKey[]): Filter {
  const guarded = sort.filter(({ attribute }) => !isName(attribute))
  const known = guarded.map(({ attribute }) => or(present(attribute), not(present(attribute))))
  if (filterLooksAt(filter, 'objectClass')) return known.length > 0 ? and(filter, ...known) : filter
  return and(filter, present('objectClass'), ...known)
}
