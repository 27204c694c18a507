/**
 * What can be done to many folders at once: one row an action. Cyrus does a thing in a millisecond or two, so that one
 * operation does it to some hundred folders and tells of each; done twice it is the same as once.
 */
import type { AnyOperation } from '@/lib/access'
import { setAclOfMany } from '@/lib/folders'

type FolderAction = {
  /** Gives an error code for each folder that it could not be done to. */
  operation: AnyOperation
  input: (folders: string[], options: Record<string, unknown>) => Record<string, unknown>
}

const folderActions = {
  aclBelow: {
    operation: setAclOfMany,
    input: (folders, options) => ({ ...options, folders }),
  },
} as const satisfies Record<string, FolderAction>

export type FolderActionName = keyof typeof folderActions

export function folderActionOf(name: string): FolderAction | undefined {
  return Object.hasOwn(folderActions, name) ? folderActions[name as FolderActionName] : undefined
}
