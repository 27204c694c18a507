/** Doing something to many accounts: a look at what it would mean first, then a job that the worker does. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Entry, grantOf, type Handles, operation, outranks, type Role, roles } from '@/lib/access'
import {
  accountsNamed,
  accountsWanted,
  listCriteria,
  moveChecks,
  shownId,
  storageChecks,
} from '@/lib/directory'
import { ConsoleError, type ErrorCode, type Reason } from '@/lib/errors'
import { quotaField } from '@/lib/mailboxes'
import { actionNames, actionOf, operationOf } from './actions'
import { JOB_WINDOW } from './window'

/** Accounts that one job may be about. */
export const MOST_ITEMS = 100_000
const EXCEPTIONS = 100

const Selection = z.strictObject({
  /** Accounts that were marked, as they were shown; or everything that matches. */
  accounts: z
    .array(z.strictObject({ login: z.string().max(64), id: shownId }))
    .max(5000, 'input.tooLong')
    .optional(),
  matching: z
    .strictObject({
      at: z.string().max(2000).optional(),
      depth: z.enum(['one', 'sub']).default('one'),
      ...listCriteria,
    })
    .optional(),
})

const Bulk = z.strictObject({
  action: z.enum(actionNames),
  options: z.record(z.string(), z.unknown()).default({}),
  selection: Selection,
})

type Exception = { id: string; login: string; name: string } & Reason

export type Preview = {
  total: number
  /** Accounts that it cannot be done to, with the reason; the first hundred. */
  exceptions: Exception[]
  exceptionsTotal: number
  /** Stands for exactly those accounts that it would be done to; for startBulk. */
  seen: string
}

/** How many accounts an action would be done to, and to which of those chosen it cannot be done. */
export const previewBulk = operation({
  name: 'bulk.preview',
  kind: 'read',
  input: Bulk,
  async run(handles, { action, options, selection }): Promise<Preview> {
    refuseUnlessMay(handles, action)
    const preview: Preview = { total: 0, exceptions: [], exceptionsTotal: 0, seen: '' }
    const ids: string[] = []
    const asked = { action, options: optionsOf(action, options) }
    for await (const { id, login, name, skip } of chosen(handles, asked, selection)) {
      if (!skip) ids.push(id)
      else if (++preview.exceptionsTotal <= EXCEPTIONS) preview.exceptions.push({ id, login, name, ...skip })
    }
    return { ...preview, total: ids.length, seen: seenOf(ids) }
  },
})

/**
 * Starts a job; the accounts that it cannot be done to are in its result as left out. Errors: conflict bulk.changed when
 * it would be done to others than were `seen` in the preview.
 */
export const startBulk = operation({
  name: 'bulk.start',
  kind: 'change',
  input: Bulk.extend({ seen: z.string().max(100).optional() }),
  target: ({ action }) => ({ name: action }),
  async run(handles, { action, options, selection, seen }): Promise<{ id: string; total: number }> {
    refuseUnlessMay(handles, action)
    const asked = { action, options: optionsOf(action, options) }
    const items: { target: string; name: string; skip?: ErrorCode; values?: Reason['values'] }[] = []
    for await (const { id, login, skip } of chosen(handles, asked, selection)) {
      if (items.length === MOST_ITEMS) throw new ConsoleError('invalid', 'bulk.tooMany', { max: MOST_ITEMS })
      items.push({ target: id, name: login, ...(skip && { skip: skip.code, values: skip.values }) })
    }
    const ids = items.flatMap(({ target, skip }) => (skip ? [] : [target]))
    if (seen !== undefined && seen !== seenOf(ids)) throw new ConsoleError('conflict', 'bulk.changed')
    if (items.length === 0) throw new ConsoleError('invalid', 'bulk.nothing')
    return { id: await handles.jobs.create(action, asked.options, items), total: items.length }
  },
})

/** The person's last jobs; everybody's for administrators of everything. */
export const listJobs = operation({
  name: 'job.list',
  kind: 'read',
  input: z.strictObject({}),
  run: ({ jobs }) => jobs.list(50),
})

/** What of that which a job found is to be looked at first. */
const urgent = ['lost', 'notes']
const offset = z.coerce.number().int().min(0).default(0)

/** A job with what was left out and what failed, and with what was found, a hundred at a time. */
export const showJob = operation({
  name: 'job.show',
  kind: 'read',
  input: z.strictObject({ id: z.string().max(50), offset, foundOffset: offset }),
  async run({ jobs }, { id, offset, foundOffset }) {
    const job = await jobs.read(id)
    const [problems, found] = await Promise.all([
      jobs.items(id, ['skipped', 'failed'], offset, JOB_WINDOW),
      jobs.found(id, urgent, foundOffset, JOB_WINDOW),
    ])
    return { ...job, problems, found: found.items, foundTotal: found.total }
  },
})

export const cancelJob = operation({
  name: 'job.cancel',
  kind: 'change',
  input: z.strictObject({ id: z.string().max(50) }),
  target: ({ id }) => ({ name: id }),
  run: ({ jobs }, { id }) => jobs.cancel(id),
})

/** Lets a cancelled job go on; with `failedToo` what failed is tried again. */
export const resumeJob = operation({
  name: 'job.resume',
  kind: 'change',
  input: z.strictObject({ id: z.string().max(50), failedToo: z.boolean().default(false) }),
  target: ({ id }) => ({ name: id }),
  run: ({ jobs }, { id, failedToo }) => jobs.resume(id, { failedToo }),
})

/** What the action needs beside the accounts. Errors: invalid, beside the option. */
function optionsOf(action: (typeof actionNames)[number], options: unknown): Record<string, unknown> {
  const parsed = actionOf(action)?.options.safeParse(options)
  if (parsed?.success) return parsed.data
  const field = String(parsed?.error.issues[0]?.path[0] ?? 'options')
  const code = field === 'quota' ? 'quota.form' : 'input.unknown'
  throw new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values: {} }])
}

/** In whatever order slapd gives them. */
function seenOf(ids: string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('base64url')
}

type Asked = { action: (typeof actionNames)[number]; options: Record<string, unknown> }
type Chosen = { id: string; login: string; name: string; skip?: Reason }

/**
 * The accounts of a selection, in the order of the directory, each with what keeps the action from it; then the marked
 * ones that are not there any more.
 */
async function* chosen(
  handles: Handles,
  { action, options }: Asked,
  { accounts = [], matching }: z.output<typeof Selection>,
): AsyncGenerator<Chosen> {
  const attributes = ['cn', 'displayName', 'uid', 'entryUUID', 'smRole', 'smMailbox']
  const move = action === 'move' ? await moveChecks(handles, String(options.to)) : null
  const storage = action === 'quota' ? storageChecks(handles, quotaField.parse(options.quota)) : null
  if (move) attributes.push('mail', 'mailLocalAddress', 'smLocal', 'smForwardingAddress')
  const { at, depth = 'sub', ...criteria } = matching ?? { kind: 'user' as const }
  const [base, wanted] = matching
    ? [at || null, await accountsWanted(handles, at || null, criteria)]
    : [null, accountsNamed(accounts.map(({ login }) => login))]
  const scope = at ? depth : 'sub'
  const marked = new Map<string, (string | undefined)[]>()
  for (const { login, id } of accounts) marked.set(login, [...(marked.get(login) ?? []), id])
  let isEmpty = true
  for await (const entry of handles.directory.each(base, wanted, { scope, attributes })) {
    isEmpty = false
    const [id, login] = [entry.first('entryUUID') ?? '', entry.first('uid') ?? '']
    const name = entry.first('displayName') ?? entry.first('cn') ?? ''
    const shown = marked.get(login)?.map((given) => given ?? id) ?? [id]
    marked.delete(login)
    if (shown.includes(id)) {
      const code = exceptionOf(handles, action, entry)
      const skip = code ? { code, values: {} } : (move?.(entry) ?? (await storage?.(entry)))
      yield { id, login, name, ...(skip && { skip }) }
    }
    for (const other of new Set(shown.filter((one) => one !== id)))
      yield { id: other, login, name: '', skip: { code: 'bulk.another', values: {} } }
  }
  // Accounts out of reach are not there.
  if (isEmpty && !matching) throw new ConsoleError('notFound', 'access.notFound')
  for (const [login, [id = '']] of marked)
    yield { id, login, name: '', skip: { code: 'bulk.gone', values: {} } }
}

function exceptionOf({ actor }: Handles, action: string, entry: Entry): ErrorCode | undefined {
  const role = roles.find((known) => known === entry.first('smRole')) ?? ('user' as Role)
  const isOwn = entry.first('entryUUID') === actor.id
  const ends = action === 'suspend' || action === 'delete'
  if (role === 'manager' && (ends || !isOwn)) return 'account.manager'
  // Of what is in the entry, these are what others decide about oneself.
  if (isOwn && action !== 'quota') return 'account.self'
  if (!isOwn && outranks(role, actor.role)) return 'access.denied'
  if (action === 'quota' && !entry.isTrue('smMailbox')) return 'bulk.noMailbox'
  return undefined
}

function refuseUnlessMay({ actor }: Handles, action: (typeof actionNames)[number]) {
  if (!grantOf(actor.role, operationOf(action))) throw new ConsoleError('denied', 'access.denied')
}
