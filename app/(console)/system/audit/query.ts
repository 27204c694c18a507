/** What the audit log's address says about which part of it is shown. */
const names = ['actor', 'operation', 'target', 'state', 'before'] as const

export type AuditQuery = Partial<Record<(typeof names)[number], string>>

/** The known, filled and single-valued parts of a query string. */
export function auditQuery(given: Partial<Record<string, string | string[]>>): AuditQuery {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : []
    }),
  )
}

export function auditPage(query: AuditQuery): string {
  const search = new URLSearchParams(query).toString()
  return search === '' ? '/system/audit' : `/system/audit?${search}`
}
