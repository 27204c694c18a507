/** What the address of a list says about it: where, what is looked for, in what order. */

export const criteria = [
  ...['text', 'kind', 'login', 'firstName', 'lastName', 'address', 'title', 'department', 'telephone'],
  ...['description', 'status', 'role', 'mailbox'],
] as const
const names = ['at', ...criteria, 'sort', 'reverse'] as const

export type ListQuery = Partial<Record<string, string>>

/** The known, filled and single-valued parts of a query string. */
export function listQuery(given: Partial<Record<string, string | string[]>>): ListQuery {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : []
    }),
  )
}

/** What is looked for, in whatever order. */
export function withoutOrder({ sort: _sort, reverse: _reverse, ...wanted }: ListQuery): ListQuery {
  return wanted
}

/** The address with what is filled in of the query. */
export function listAddress(path: string, query: ListQuery): string {
  const filled = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const search = new URLSearchParams(filled).toString()
  return search === '' ? path : `${path}?${search}`
}
