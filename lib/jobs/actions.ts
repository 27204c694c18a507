/**
 * What can be done to many accounts at once: one row an action. Each item is done by the operation for a single
 * account, as the person who asked, so that rights, limits and the audit log are the same as for one.
 */
import { z } from 'zod'
import type { AnyOperation, JobResult } from '@/lib/access'
import { addressChoice, deleteUser, moveEntry, setUserStatus, updateUser } from '@/lib/directory'
import { quotaField } from '@/lib/mailboxes'

/** What is done to items one by one. */
export type ItemAction = {
  operation: AnyOperation
  /** The operation's input for one item: its name, the job's options, its DN where needed, its target. */
  input: (
    name: string,
    options: Record<string, unknown>,
    dn: string,
    target: string,
  ) => Record<string, unknown>
  /** The input needs the account's DN as it is then. */
  needsDn?: boolean
  /** Absent accounts are what it wants. */
  removes?: boolean
  /** What is worth telling of the operation's output. */
  found?: (output: unknown) => JobResult | null
}

type Action = ItemAction & {
  /** What the action needs beside the account, as it comes from a form. */
  options: z.ZodType<Record<string, unknown>>
}

const nothing = z.strictObject({})
/** Checked by the operation's own schema once more, so it stays as it was typed. */
const typedQuota = z.string().refine((text) => quotaField.safeParse(text).success, 'quota.form')

export const actions = {
  suspend: {
    operation: setUserStatus,
    options: z.strictObject({ refusesMail: z.boolean().default(false) }),
    input: (login, options, _dn, id) => ({ login, id, status: 'suspended', ...options }),
  },
  resume: {
    operation: setUserStatus,
    options: nothing,
    input: (login, _options, _dn, id) => ({ login, id, status: 'active' }),
  },
  quota: {
    operation: updateUser,
    options: z.strictObject({ quota: typedQuota }),
    input: (login, { quota }, _dn, id) => ({ login, id, quota: { to: quota } }),
  },
  webClient: {
    operation: updateUser,
    options: z.strictObject({ allowed: z.boolean() }),
    input: (login, { allowed }, _dn, id) => ({ login, id, webClient: { to: String(allowed) } }),
  },
  move: {
    operation: moveEntry,
    options: z.strictObject({ to: z.string().min(1).max(2000), addresses: addressChoice.optional() }),
    input: (_login, options, dn, id) => ({ dn, id, ...options }),
    needsDn: true,
  },
  delete: {
    operation: deleteUser,
    options: nothing,
    input: (login, _options, _dn, id) => ({ login, id }),
    removes: true,
  },
} as const satisfies Record<string, Action>

export type ActionName = keyof typeof actions
export const actionNames = Object.keys(actions) as [ActionName, ...ActionName[]]

export function actionOf(name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? (actions[name as ActionName] as unknown as Action) : undefined
}

/** The permission that an action asks for. */
export function operationOf(name: ActionName): AnyOperation['name'] {
  return actions[name].operation.name
}
