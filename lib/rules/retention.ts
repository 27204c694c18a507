/** Rules that delete old mail: set, looked at before they hold, and taken away. */
import { z } from 'zod'
import { operation } from '@/lib/access'
import { folderName } from '@/lib/folders'
import { chosenFolders, hasFolder } from './chosen'
import { type RuleRow, rowsOf } from './listing'
import { withPlainNames } from './names'
import { about, placeNamed, requireChangeable, ruleKnown, someAt } from './places'

const DAY = 24 * 3600
const words = z.array(folderName.trim().min(1, 'input.required')).max(100)

const terms = {
  /** A domain, organization or group, or else a login. */
  at: z.string().min(1).max(2000).optional(),
  login: z.string().min(1).max(64).optional(),
  /** `Lists`, `INBOX`, special uses such as `\Trash`, `*` for all; with what is below. Of one person also `user/anna/Lists`. */
  folders: words.min(1, 'input.required'),
  except: words.default([]),
  days: z.coerce
    .number('retention.days')
    .int('retention.days')
    .min(1, 'retention.days')
    .max(10_000, 'retention.days'),
  sparesFlagged: z.stringbool().or(z.boolean()).default(true),
}
const oneOf = ({ at, login }: { at?: string | undefined; login?: string | undefined }) =>
  (at === undefined) !== (login === undefined)

export type RetentionRow = RuleRow<'retention'>

/** Rules for places in scope. */
export const listRetention = operation({
  name: 'retention.list',
  kind: 'read',
  input: z.strictObject({}),
  async run(handles): Promise<{ rows: RetentionRow[] }> {
    return { rows: await rowsOf(handles, 'retention') }
  },
})

/** Makes a rule, or with `id` another one of it. It is followed from the next day on, as the person who set it. */
export const setRetention = operation({
  name: 'retention.set',
  kind: 'change',
  input: z
    .strictObject({ id: z.string().max(50).optional(), ...terms })
    .refine(oneOf, { error: 'retention.place', path: ['at'] }),
  target: ({ at, login }) => ({ name: at ?? login ?? '' }),
  async run(handles, { id, at, login, ...given }): Promise<{ id: string }> {
    const before = id === undefined ? null : (await ruleKnown(handles, 'retention', id)).rule
    const place = await placeNamed(handles, { at, login })
    await requireChangeable(handles, place)
    const rule = withPlainNames(given, place.login)
    about(handles, place)
    const set = await handles.folderRules.set('retention', id ?? null, { place: place.id, terms: rule })
    const told = (one: typeof rule) => [
      `${one.days}: ${one.folders.join(', ')}${one.except.length > 0 ? ` (- ${one.except.join(', ')})` : ''}`,
    ]
    handles.intent.change({
      ...{ dn: place.dn, attribute: 'retention', before: before ? told(before) : [], after: told(rule) },
    })
    return { id: set }
  },
})

export const removeRetention = operation({
  name: 'retention.remove',
  kind: 'change',
  input: z.strictObject({ id: z.string().max(50) }),
  target: ({ id }) => ({ name: id }),
  async run(handles, { id }): Promise<void> {
    const { place } = await ruleKnown(handles, 'retention', id)
    about(handles, place)
    await handles.folderRules.remove(id)
  },
})

export type RetentionPreview = {
  /** Folders with old mail, of these accounts; null where their owner may not delete, so that nothing goes. */
  rows: { login: string; folder: string; messages: number | null }[]
  messages: number
  /** Each name in the rule, and how many of these accounts have such a folder. */
  names: { name: string; isException: boolean; mailboxes: number }[]
  /** How many accounts these are, and how many there are. */
  accounts: number
  total: number
}

/** Counts what a rule would delete now; a part of the accounts at a time. */
export const previewRetention = operation({
  name: 'retention.preview',
  kind: 'read',
  input: z
    .strictObject({
      ...terms,
      offset: z.coerce.number().int().min(0).default(0),
      count: z.coerce.number().int().min(1).max(100).default(50),
    })
    .refine(oneOf, { error: 'retention.place', path: ['at'] }),
  async run(handles, { at, login, offset, count, ...given }): Promise<RetentionPreview> {
    const place = await placeNamed(handles, { at, login })
    const rule = withPlainNames(given, place.login)
    const { logins, total } = await someAt(handles, place, { offset, count })
    const rows: RetentionPreview['rows'] = []
    const names = namesIn(rule)
    const old = { seconds: rule.days * DAY, sparesFlagged: rule.sparesFlagged }
    for (const login of logins) {
      const own = await handles.folders.ownMail(login)
      for (const one of names) if (hasFolder(`user/${login}`, own, one.name)) one.mailboxes += 1
      const counts = await handles.folders.countOld(login, chosenFolders(`user/${login}`, own, rule), old)
      for (const [folder, messages] of counts) rows.push({ login, folder, messages })
    }
    const messages = rows.reduce((sum, row) => sum + (row.messages ?? 0), 0)
    return { rows, messages, names, accounts: logins.length, total }
  },
})

function namesIn({ folders, except }: { folders: string[]; except: string[] }): RetentionPreview['names'] {
  return [
    ...folders.map((name) => ({ name, isException: false, mailboxes: 0 })),
    ...except.map((name) => ({ name, isException: true, mailboxes: 0 })),
  ]
}
