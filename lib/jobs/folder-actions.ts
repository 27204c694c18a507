/**
 * What can be done to many folders or mailboxes at once: one row an action. Cyrus does a thing in a millisecond or two, so that one
 * operation does it to some hundred folders and tells of each; done twice it is the same as once.
 */
import type { AnyOperation } from '@/lib/access'
import { setAclOfMany } from '@/lib/folders'
import { applyPosting, applyRetention, type Outcome, withdrawPosting } from '@/lib/rules'

type FolderAction = {
  operation: AnyOperation
  input: (names: string[], options: Record<string, unknown>) => Record<string, unknown>
  /** What became of each, from the operation's output: why it could not be done, and what was found. */
  outcome: (output: unknown) => Outcome
  atOnce: number
}

const folderActions = {
  aclBelow: {
    operation: setAclOfMany,
    input: (folders, options) => ({ ...options, folders }),
    outcome: (failed) => ({ failed: failed as Outcome['failed'], found: {} }),
    atOnce: 500,
  },
  retention: {
    operation: applyRetention,
    input: (logins, options) => ({ ...options, logins }),
    outcome: (output) => output as Outcome,
    atOnce: 20,
  },
  posting: {
    operation: applyPosting,
    input: (logins, options) => ({ ...options, logins }),
    outcome: (output) => output as Outcome,
    atOnce: 20,
  },
  postingEnd: {
    operation: withdrawPosting,
    input: (logins, options) => ({ ...options, logins }),
    outcome: (output) => output as Outcome,
    atOnce: 20,
  },
} as const satisfies Record<string, FolderAction>

export type FolderActionName = keyof typeof folderActions

export function folderActionOf(name: string): FolderAction | undefined {
  return Object.hasOwn(folderActions, name) ? folderActions[name as FolderActionName] : undefined
}
