/** Rules that let anyone post to a folder: set, looked at before they hold, and taken away. */
import { z } from 'zod'
import { type Handles, operation, type PostingFolder, postingFolders } from '@/lib/access'
import { folderName } from '@/lib/folders'
import { isGone } from './gone'
import { jobAt } from './jobs'
import { type RuleRow, rowsOf } from './listing'
import { about, everywhere, placeNamed, type RulePlace, requireChangeable, ruleKnown, someAt } from './places'

const terms = {
  /** A domain, organization or group, or else a login, or else the whole server. */
  at: z.string().min(1).max(2000).optional(),
  login: z.string().min(1).max(64).optional(),
  everywhere: z.stringbool().or(z.boolean()).default(false),
  /** `Lists`, or a special use such as `\Sent`. */
  folder: folderName.trim().min(1, 'input.required').default('\\Sent'),
}
type Where = { at?: string | undefined; login?: string | undefined; everywhere: boolean }
const isOne = ({ at, login, everywhere }: Where) =>
  [at !== undefined, login !== undefined, everywhere].filter(Boolean).length === 1

export type PostingRow = RuleRow<'posting'>

/** Rules for places in scope. */
export const listPosting = operation({
  name: 'posting.list',
  kind: 'read',
  input: z.strictObject({}),
  run: async (handles): Promise<{ rows: PostingRow[] }> => ({ rows: await rowsOf(handles, 'posting') }),
})

/**
 * Makes a rule, or with `id` another one of it, and starts the job for the mailboxes that are there; those to come are
 * made by it. With `takes` another job takes the right where only the rule as it was gave it.
 */
export const setPosting = operation({
  name: 'posting.set',
  kind: 'change',
  input: z
    .strictObject({ id: z.string().max(50).optional(), takes: z.boolean().default(false), ...terms })
    .refine(isOne, { error: 'retention.place', path: ['at'] }),
  target: ({ at, login }) => ({ name: at ?? login ?? '' }),
  async run(
    handles,
    { id: known, takes, folder, ...where },
  ): Promise<{ id: string; job: string | null; total: number }> {
    const before = known === undefined ? null : await ruleKnown(handles, 'posting', known)
    const place = await placeMeant(handles, where)
    await requireChangeable(handles, place)
    about(handles, place)
    const id = await handles.folderRules.set('posting', known ?? null, { place: place.id, terms: { folder } })
    const told = (where: RulePlace, word: string) => [`${word}: ${where.label || where.kind}`]
    handles.intent.change({
      ...{ dn: place.dn, attribute: 'posting', after: told(place, folder) },
      before: before ? told(before.place, before.rule.folder) : [],
    })
    const { job, total } = await jobAt(handles, place, 'posting', { id })
    await handles.folderRules.started(id, job)
    if (before && takes) await takeRight(handles, before.place, before.rule.folder)
    return { id, job, total }
  },
})

/**
 * Takes a rule away. With `takes` a job takes the right as well, whoever gave it, where no other rule gives it;
 * otherwise it stays where it is and is not given any more.
 */
export const removePosting = operation({
  name: 'posting.remove',
  kind: 'change',
  input: z.strictObject({ id: z.string().max(50), takes: z.boolean().default(false) }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id, takes }): Promise<{ job: string | null; total: number }> {
    const { rule, place } = await ruleKnown(handles, 'posting', id)
    about(handles, place)
    await handles.folderRules.remove(id)
    handles.intent.change({ dn: place.dn, attribute: 'posting', before: [rule.folder], after: [] })
    return takes ? takeRight(handles, place, rule.folder) : { job: null, total: 0 }
  },
})

/** By a job, where no rule gives it (any more). */
async function takeRight(handles: Handles, place: RulePlace, folder: string) {
  if (isGone(place)) return { job: null, total: 0 }
  return jobAt(handles, place, 'postingEnd', { place: place.id, folder })
}

export type PostingPreview = {
  /** The folders of these accounts that are meant. */
  rows: ({ login: string; folder: string } & Pick<PostingFolder, 'isOpen'>)[]
  /** Of these accounts, those without such a folder. */
  without: string[]
  /** How many accounts these are, and how many there are. */
  accounts: number
  total: number
}

/** The folders that a rule would open, and those that are open already; a part of the accounts at a time. */
export const previewPosting = operation({
  name: 'posting.preview',
  kind: 'read',
  input: z
    .strictObject({
      ...terms,
      offset: z.coerce.number().int().min(0).default(0),
      count: z.coerce.number().int().min(1).max(100).default(50),
    })
    .refine(isOne, { error: 'retention.place', path: ['at'] }),
  async run(handles, { folder, offset, count, ...where }): Promise<PostingPreview> {
    const { logins, total } = await someAt(handles, await placeMeant(handles, where), { offset, count })
    const preview: PostingPreview = { rows: [], without: [], accounts: logins.length, total }
    for (const login of logins) {
      const found = await postingFolders(handles, login, [folder])
      if (found.length === 0) preview.without.push(login)
      preview.rows.push(...found.map(({ name, isOpen }) => ({ login, folder: name, isOpen })))
    }
    return preview
  },
})

async function placeMeant(handles: Handles, where: Where): Promise<RulePlace> {
  return where.everywhere ? everywhere(handles) : placeNamed(handles, where)
}
