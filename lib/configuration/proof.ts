/** What tells the agent who asks for something dangerous: a person's password, or what only root can read. */
import type { Handles } from '@/lib/access'
import type { Agreement } from './inputs'

export type Vouched = Pick<Agreement, 'password' | 'rootToken'>

export function proofOf({ isRoot, actor }: Handles, { password, rootToken }: Vouched) {
  if (isRoot && rootToken !== undefined) return { root: rootToken }
  return password === undefined ? null : { login: actor.login, password }
}
