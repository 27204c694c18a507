import { grantOf, type Role } from '@/lib/access'
import { type ActionName, actionNames, operationOf } from '@/lib/jobs'

/** What a role may do to many accounts at once. */
export function bulkActions(role: Role): ActionName[] {
  return actionNames.filter((name) => grantOf(role, operationOf(name)))
}
