/** Who may do what with a folder: its access list, read and written entry by entry. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { ConsoleError, type ErrorCode, isConsoleError } from '@/lib/errors'
import { type AclChange, type PlannedChange, plan, takesFromOwner } from './acl-plan'
import { requireFree } from './busy'
import { type Identified, identifierNamed, identify } from './identifiers'
import { folderName } from './names'
import { ownerOf } from './owners'
import { type Preset, parseRights, plainRights, presetOf } from './rights'

export type AclRow = Identified & {
  /** A login, `group:…` or `anyone`. */
  id: string
  /** Whether these rights are taken, whatever other entries give. */
  negative: boolean
  /** Letters, in Cyrus's order. */
  rights: string
  preset: Preset | null
  isOwner: boolean
}
export type Acl = { folder: string; owner: string | null; entries: AclRow[] }

const folder = folderName.min(1, 'input.required')

/** Letters or the name of a preset; '' or "none" for no entry. */
export const rightsField = z
  .string('acl.rights')
  .max(40, 'acl.rights')
  .transform((text, context) => {
    const rights = parseRights(text)
    if (rights !== undefined) return rights
    context.addIssue({ code: 'custom', message: 'acl.rights', input: text })
    return z.NEVER
  })

/** Changes of entries; `id` is a login, `group:…`, `anyone` or a place, `from` the rights as they were shown. */
export const aclChanges = z
  .array(
    z.strictObject({
      id: z.string().min(1, 'input.required').max(2000),
      negative: z.boolean().default(false),
      rights: rightsField,
      from: rightsField.optional(),
    }),
  )
  .min(1, 'input.required')
  .max(500)

export const showAcl = operation({
  name: 'acl.show',
  kind: 'read',
  input: z.strictObject({ folder }),
  async run(handles, { folder }): Promise<Acl> {
    await handles.folders.require(folder)
    const entries = await handles.folders.acl(folder)
    const owner = ownerOf(folder)
    const known = await identify(
      handles,
      entries.map(({ id }) => positive(id)),
    )
    const rows = entries.map(({ id, rights }): AclRow => {
      const who = positive(id)
      const identified = known.get(who) ?? { kind: 'nobody' as const, name: '', dn: null }
      return {
        ...{ id: who, negative: id !== who, rights: plainRights(rights), preset: presetOf(rights) ?? null },
        ...{ ...identified, isOwner: who === owner },
      }
    })
    return { folder, owner, entries: rows }
  },
})

/** Gives and takes rights. Taking the owner's right to administer has to be confirmed. */
export const setAcl = operation({
  name: 'acl.set',
  kind: 'change',
  input: z.strictObject({ folder, changes: aclChanges, confirm: z.boolean().default(false) }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, changes, confirm }): Promise<{ changes: PlannedChange[] }> {
    await requireFree(handles, folder)
    const entries = await handles.folders.acl(folder)
    const named = await Promise.all(
      changes.map((change, at) => namedChange(handles, change, { entries, at })),
    )
    const planned = plan(entries, named)
    refuseTakingFromOwner(folder, planned, confirm)
    for (const change of planned) {
      const back = { id: change.id, before: change.after, after: change.before }
      await handles.intent.step(
        'acl',
        { folder, ...change },
        () => applyPlan(handles, folder, [change]),
        () => applyPlan(handles, folder, [back]),
      )
    }
    return { changes: planned }
  },
  /** What Cyrus did when nobody waited for it any more is taken back, unless somebody changed it since. */
  async recover(handles, { steps }) {
    for (const { name, data } of steps) {
      const { folder, id, before, after } = data
      if (name !== 'acl' || !folder || !id || before === undefined || after === undefined) continue
      if (!(await handles.folders.exists(folder))) continue
      const present = (await handles.folders.acl(folder)).find((entry) => entry.id === id)?.rights ?? ''
      if (plainRights(present) === after) await handles.folders.setAcl(folder, id, before)
    }
    return 'undone'
  },
})

/** Takes an entry away. */
export const removeAcl = operation({
  name: 'acl.remove',
  kind: 'change',
  input: z.strictObject({
    folder,
    id: z.string().min(1, 'input.required').max(2000),
    negative: z.boolean().default(false),
    confirm: z.boolean().default(false),
  }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, id, negative, confirm }): Promise<void> {
    await handles.folders.require(folder)
    const entries = await handles.folders.acl(folder)
    const change = await namedChange(handles, { id, negative, rights: '' }, { entries, at: 0 }).catch(
      (error: unknown) => {
        throw isConsoleError(error, 'invalid') ? nobody('id', id) : error
      },
    )
    const planned = plan(entries, [change])
    if (planned.length === 0) throw nobody('id', id, 'acl.noEntry')
    refuseTakingFromOwner(folder, planned, confirm)
    await applyPlan(handles, folder, planned)
  },
})

/** Writes an access list as planned, and the record of it. */
export async function applyPlan(handles: Handles, folder: string, changes: PlannedChange[]): Promise<void> {
  const failed = await applyPlans(handles, [{ folder, changes }])
  const error = failed.get(folder)
  if (error) throw error
}

/** Those of several folders in one go. Gives what went wrong first, by folder. */
export async function applyPlans(
  handles: Handles,
  plans: { folder: string; changes: PlannedChange[] }[],
): Promise<Map<string, ConsoleError>> {
  const all = plans.flatMap(({ folder, changes }) => changes.map((change) => ({ folder, ...change })))
  const failed = new Map<string, ConsoleError>()
  const settings = all.map(({ folder, id, after }) => ({ name: folder, id, rights: after }))
  for (const [at, error] of (await handles.folders.setAcls(settings)).entries()) {
    const { folder = '', id = '', before = '', after = '' } = all[at] ?? {}
    if (!error) handles.intent.change({ dn: folder, attribute: id, before: [before], after: [after] })
    else if (!failed.has(folder)) failed.set(folder, isUnknown(error) ? nobody('id', id) : error)
  }
  return failed
}

function isUnknown(error: ConsoleError): boolean {
  return error.kind === 'failed' && /identifier/i.test(error.message)
}

/** A change by the identifier that Cyrus knows: of somebody in scope, or of an entry that is there already. */
export async function namedChange(
  handles: Handles,
  {
    id,
    negative,
    rights,
    from,
  }: { id: string; negative: boolean; rights: string; from?: string | undefined },
  { entries, at }: { entries: { id: string; rights: string }[]; at: number },
): Promise<AclChange> {
  const sign = negative ? '-' : ''
  const present = entries.find((entry) => entry.id === `${sign}${id}`)
  if (from !== undefined && from !== plainRights(present?.rights ?? ''))
    throw new ConsoleError('conflict', 'acl.conflict', { id })
  if (present) return { id: present.id, rights }
  const identifier = await identifierNamed(handles, id)
  if (identifier === undefined) throw nobody(`changes.${at}.id`, id)
  return { id: `${sign}${identifier}`, rights }
}

function refuseTakingFromOwner(folder: string, planned: PlannedChange[], confirm: boolean): void {
  const owner = ownerOf(folder)
  if (owner !== null && !confirm && takesFromOwner(owner, planned))
    throw new ConsoleError('conflict', 'acl.owner', { owner })
}

function nobody(field: string, id: string, code: ErrorCode = 'acl.nobody'): ConsoleError {
  return new ConsoleError('invalid', 'input.invalid', {}, [{ field, code, values: { id } }])
}

/** An identifier without the sign of rights that are taken. */
export function positive(id: string): string {
  return id.startsWith('-') ? id.slice(1) : id
}
