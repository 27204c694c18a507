import { AndFilter, EqualityFilter, type Filter, OrFilter, PresenceFilter } from 'ldapts'

/** Whether no entry can fit the filter unless the person may search this attribute of it. */
export function filterLooksAt(filter: Filter, attribute: string): boolean {
  if (filter instanceof EqualityFilter || filter instanceof PresenceFilter)
    return filter.attribute.toLowerCase() === attribute.toLowerCase()
  if (filter instanceof AndFilter) return filter.filters.some((part) => filterLooksAt(part, attribute))
  if (filter instanceof OrFilter)
    return filter.filters.length > 0 && filter.filters.every((part) => filterLooksAt(part, attribute))
  return false
}
