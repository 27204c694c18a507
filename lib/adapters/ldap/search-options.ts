import type { SortKey } from './list-controls'
import type { At } from './list-request'

export type Scope = 'base' | 'one' | 'sub'
export type SearchOptions = {
  scope: Scope
  /** User attributes when left out; '+' asks for the operational ones, '1.1' for none. */
  attributes?: string[]
  /** No more entries than this; all when left out. */
  limit?: number
}

export type WindowOptions = Omit<SearchOptions, 'limit'> & {
  /**
   * One key or more. By names (cn, sn, mail, …) or anything the person may search; entries where that is hidden are
   * left out. Entries without the attribute come last, in reverse order first.
   */
  sort: SortKey[]
  at: At
  /** `list` of an earlier window: rows of that very list. Without it the list is sorted as slapd has it now. */
  list?: string | null
}
