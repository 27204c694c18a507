export type Scope = 'base' | 'one' | 'sub'
export type SearchOptions = {
  scope: Scope
  /** User attributes when left out; '+' asks for the operational ones, '1.1' for none. */
  attributes?: string[]
  /** No more entries than this; all when left out. */
  limit?: number
}

/** Where a window begins: at a row (0 is the first), at the first value that begins with `from` or comes after it, or at the end. */
export type At = { offset: number; count: number } | { from: string; count: number } | { last: number }

/** Of attributes of names: case does not count, letters go by their place in Unicode (ASCII, then umlauts, Hebrew, …). */
export type SortKey = { attribute: string; reverse?: boolean }

export type WindowOptions = Omit<SearchOptions, 'limit'> & {
  /** Entries without the attribute, or whose the person may not see, come last, in reverse order first. */
  sort: SortKey
  at: At
  /** `list` of an earlier window: rows of that very list. Without it the list is sorted as slapd has it now. */
  list?: string | null
}
