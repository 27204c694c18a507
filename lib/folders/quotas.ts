/** Limits of people's mailboxes and of single folders, as Cyrus keeps them. */
import { z } from 'zod'
import { filter, type Handles, operation } from '@/lib/access'
import { absentIsNull, containerAt, isUser, login } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { quotaField } from '@/lib/mailboxes'
import { refuseLimitOver } from './domain-limit'
import { beside } from './making'
import { folderName, isMailbox, parentOf } from './names'

/**
 * Sets the limit of a mailbox (`user/anna`) or of one folder with what is below it; "none" takes it away. A folder with
 * a limit of its own no longer counts for the one above. Gives the limit that holds then.
 */
export const setQuota = operation({
  name: 'quota.set',
  kind: 'change',
  input: z.strictObject({ folder: folderName.min(1, 'input.required'), quota: quotaField }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, quota }): Promise<{ limitBytes: number | null }> {
    const { folders, intent } = handles
    await folders.require(folder)
    const holds = await folders.quotaRoot(folder)
    const before = holds?.root === folder ? holds.limitBytes : null
    // A folder's own limit comes on top of the mailbox's; without one the mailbox's holds.
    if (isMailbox(folder) || quota !== null) await refuseLimitOver(handles, folder, quota, before ?? 0)
    const isBack = quota === null && !isMailbox(folder)
    if (isBack && holds?.root !== folder) return { limitBytes: holds?.limitBytes ?? null }
    await intent.step(
      'quota',
      { folder, before: String(before ?? '') },
      () => (isBack ? giveBack(handles, folder) : folders.setQuota(folder, quota).catch(asOfField)),
      // One of nothing would keep the folder out of the limit above.
      () =>
        before === null && !isMailbox(folder) ? giveBack(handles, folder) : folders.setQuota(folder, before),
    )
    tell(handles, folder, { before: String(before ?? ''), after: String(quota ?? '') })
    return { limitBytes: (await folders.quotaRoot(folder))?.limitBytes ?? null }
  },
  async recover(handles, { steps, input }) {
    const { folder, before = '' } = steps.find((step) => step.name === 'quota')?.data ?? {}
    const { quota = null } = input as { quota?: number | null }
    if (!folder || !(await handles.folders.exists(folder))) return 'undone'
    // A folder whose limit is gone, but nothing was counted anew, counts for nobody.
    if (quota === null && !isMailbox(folder)) await giveBack(handles, folder)
    else await handles.folders.setQuota(folder, quota)
    tell(handles, folder, { before, after: String(quota ?? '') })
    return 'finished'
  },
})

function asOfField(error: unknown): never {
  throw isConsoleError(error, 'invalid') ? beside('quota', error) : error
}

/** In bytes, '' for no limit. */
function tell({ intent }: Handles, folder: string, { before, after }: { before: string; after: string }) {
  const words = (bytes: string) => (bytes === '' ? [] : [bytes])
  intent.change({ dn: folder, attribute: 'quota', before: words(before), after: words(after) })
}

/** Cyrus counts the folder for the limit above once that is counted anew. */
async function giveBack({ folders }: Handles, folder: string): Promise<void> {
  await folders.removeQuota(folder)
  const parent = parentOf(folder)
  const above = parent === '' ? null : await folders.quotaRoot(parent).catch(absentIsNull)
  if (above) await folders.fixQuota(above.root)
}

export type QuotaRow = {
  /** entryUUID. */
  id: string
  login: string
  name: string
  dn: string
  /** Bytes; null where Cyrus has no mailbox. */
  usedBytes: number | null
  limitBytes: number | null
  /** How much of the limit is used, in percent; null without a limit. */
  percent: number | null
  /** More than FULL_PERCENT of the limit is used. */
  isFull: boolean
}

/** A window of a list. */
const MOST_LOGINS = 200

/** From here on a mailbox is marked. */
export const FULL_PERCENT = 80

/** Everybody in scope who has a mailbox, or those below a place; the fullest first, then those without a limit. */
export const listQuotas = operation({
  name: 'quota.list',
  kind: 'read',
  input: z.strictObject({
    /** DN, or name of a domain. */
    at: z.string().max(2000).optional(),
    /** Only those that are marked. */
    full: z.stringbool().or(z.boolean()).default(false),
    /** `used`: those first who use most, limit or not. */
    sort: z.enum(['percent', 'used', 'login']).default('percent'),
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(500).default(200),
  }),
  async run(handles, { at, full, sort, offset, count }) {
    const base = at ? (await containerAt(handles, at)).dn : null
    const usage = await handles.quotaUsage()
    const attributes = ['uid', 'cn', 'displayName', 'entryUUID']
    const withMailbox = filter.and(isUser, filter.equals('smMailbox', 'TRUE'))
    const rows: QuotaRow[] = []
    for await (const entry of handles.directory.each(base, withMailbox, { scope: 'sub', attributes })) {
      const login = entry.first('uid') ?? ''
      const name = entry.first('displayName') ?? entry.first('cn') ?? ''
      const id = entry.first('entryUUID') ?? ''
      rows.push(quotaRow({ id, login, name, dn: entry.dn }, usage.get(login)))
    }
    const fullTotal = rows.filter(({ isFull }) => isFull).length
    const shown = (full ? rows.filter(({ isFull }) => isFull) : rows).sort(orders[sort])
    const page = shown.slice(offset, offset + count)
    return { rows: await Promise.all(page.map(counted)), offset, total: shown.length, fullTotal }

    /** Where nobody ever set or took a limit, Cyrus keeps no count: then it is made for what is looked at. */
    async function counted(row: QuotaRow): Promise<QuotaRow> {
      if (usage.has(row.login)) return row
      const quota = await (await handles.mailboxOf(row.dn)).quota()
      return quotaRow(row, quota ?? undefined)
    }
  },
})

export type LimitedRow = { login: string; usedBytes: number; limitBytes: number | null }

/** How full the mailboxes of some people are, of those in scope who have a limit. */
export const quotasOf = operation({
  name: 'quota.of',
  kind: 'read',
  input: z.strictObject({
    /** With commas between them. */
    logins: z
      .string()
      .max(20_000)
      .transform((text) => text.split(','))
      .pipe(z.array(login).max(MOST_LOGINS)),
  }),
  async run({ folders }, { logins }): Promise<{ rows: LimitedRow[] }> {
    const told = await folders.limited(logins)
    return { rows: [...told].map(([login, quota]) => ({ login, ...quota })) }
  },
})

type Who = Pick<QuotaRow, 'id' | 'login' | 'name' | 'dn'>

export function quotaRow(
  { id, login, name, dn }: Who,
  quota: { usedBytes: number; limitBytes: number | null } | undefined,
): QuotaRow {
  const { usedBytes, limitBytes } = quota ?? { usedBytes: null, limitBytes: null }
  const percent = usedBytes === null || limitBytes === null ? null : percentOf(usedBytes, limitBytes)
  return {
    id,
    login,
    name,
    dn,
    usedBytes,
    limitBytes,
    percent,
    isFull: percent !== null && percent > FULL_PERCENT,
  }
}

function percentOf(used: number, limit: number): number {
  // A limit of nothing is full at once.
  return limit === 0 ? 100 : Math.round((used / limit) * 1000) / 10
}

const byLogin = (a: QuotaRow, b: QuotaRow) => (a.login < b.login ? -1 : 1)
const orders: Record<'percent' | 'used' | 'login', (a: QuotaRow, b: QuotaRow) => number> = {
  percent: (a, b) =>
    (b.percent ?? -1) - (a.percent ?? -1) || (b.usedBytes ?? -1) - (a.usedBytes ?? -1) || byLogin(a, b),
  used: (a, b) => (b.usedBytes ?? -1) - (a.usedBytes ?? -1) || byLogin(a, b),
  login: byLogin,
}
