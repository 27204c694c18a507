/** Folders as trees show them: one level at a time, each with what is worth knowing at a glance. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { keepLevel, keptLevel } from './kept-levels'
import { folderName, lastOf } from './names'
import { ownerOf } from './owners'
import { type CollectionType, type FolderType, typeOf } from './types'

export type FolderRow = {
  /** From the top: `user/anna/Sent`, or `Shared/Plans` for a public one. */
  name: string
  label: string
  /** False for a name that only stands above others. */
  exists: boolean
  hasChildren: boolean
  /** Whether programs keep something of their own there. */
  isInternal: boolean
  /** Whether Cyrus has it in its list and cannot open it: its size, type and limit are not known then. */
  isDamaged: boolean
  /** Whether it is being repaired or changed, or one of the same owner is: what is in it is not known until that is done. */
  isBusy: boolean
  type: FolderType
  /** What Cyrus serves it as by CalDAV or CardDAV. */
  collection: CollectionType | null
  /** Such as `\Sent` (RFC 6154); a public folder has none. */
  specialUse: string | null
  messages: number | null
  /** Those that the owner has not read; null where nobody is the owner. */
  unseen: number | null
  bytes: number
}
/** The limit that holds for a folder; `root` is the folder that it was set on. */
export type FolderQuota = { root: string; usedBytes: number; limitBytes: number | null }
export type FolderDetails = FolderRow & {
  partition: string
  quota: FolderQuota | null
  /** The login whose folder it is; null for a public one. */
  owner: string | null
  /** Whether whoever asks may change it: nothing of an account that is above. */
  mayChange: boolean
  /** Its first folders below, if they were asked for. */
  below: FolderLevel | null
}
export type FolderLevel = {
  place: string
  rows: FolderRow[]
  offset: number
  total: number
  /** Given with the next look it gets rows of this same list; null when there are no others. */
  list: string | null
}

/** Folders in one answer. */
export const FOLDER_WINDOW = 200

/** The folders directly below a place, by name; '' is the top of the public ones. */
export const listFolders = operation({
  name: 'folder.list',
  kind: 'read',
  input: z.strictObject({
    place: folderName.default(''),
    /** With calendars, address books and other things that mail programs do not show. */
    internal: z.stringbool().or(z.boolean()).default(false),
    /** A part of the name, upper or lower case. */
    text: z.string().max(200).default(''),
    offset: z.coerce.number().int().min(0).default(0),
    count: z.coerce.number().int().min(1).max(FOLDER_WINDOW).default(FOLDER_WINDOW),
    /** The list that is paged through; without it, or when it is gone, it is made anew. */
    list: z.string().max(50).optional(),
  }),
  async run(handles, { place, internal, text, offset, count, list }): Promise<FolderLevel> {
    const wanted = { place, internal, text }
    const kept = list && (await isSeen(handles, place)) ? keptLevel(list, keyOf(handles, wanted)) : undefined
    const shown = kept ?? (await levelOf(handles, wanted))
    const rows = await rowsOf(handles, shown.slice(offset, offset + count))
    return levelFrom(handles, wanted, shown, { rows, offset, ...(kept && { list }) })
  },
})

/** One folder; with `below` also so many of the folders directly below it, as listFolders() gives them. */
export const showFolder = operation({
  name: 'folder.show',
  kind: 'read',
  input: z.strictObject({
    folder: folderName.min(1, 'input.required'),
    below: z.coerce.number().int().min(0).max(FOLDER_WINDOW).default(0),
  }),
  async run(handles, { folder, below }): Promise<FolderDetails> {
    const wanted = { place: folder, internal: false, text: '' }
    await handles.folders.require(folder)
    const [children, known] = await Promise.all([levelOf(handles, wanted), knownOf(handles, [folder])])
    const { partition = '', isDamaged = false, isBusy = false } = known.facts.get(folder) ?? {}
    const listed = { name: folder, exists: true, hasChildren: children.length > 0 }
    const [quota, mayChange, rows] = await Promise.all([
      isDamaged || isBusy ? null : handles.folders.quotaRoot(folder).then(limitOnly),
      handles.folders.mayChange(folder),
      rowsOf(handles, children.slice(0, below)),
    ])
    return {
      ...rowFrom(listed, known),
      ...{ partition, quota, owner: ownerOf(folder), mayChange },
      below: below > 0 ? levelFrom(handles, wanted, children, { rows, offset: 0 }) : null,
    }
  },
})

export type Partition = { name: string; isDefault: boolean; size: number | null; free: number | null }

/** Where Cyrus can store new folders, with bytes of room. */
export const listPartitions = operation({
  name: 'folder.partitions',
  kind: 'read',
  input: z.strictObject({}),
  async run({ callAgent }): Promise<Partition[]> {
    return (await callAgent('cyrus.partitions', {})).partitions
  },
})

/** Where a limit was taken away, Cyrus keeps no count for it that says something. */
function limitOnly(quota: FolderQuota | null): FolderQuota | null {
  return quota?.limitBytes === null ? null : quota
}

async function isSeen({ folders, grant }: Handles, place: string): Promise<boolean> {
  return place === '' ? grant === 'all' : folders.exists(place)
}

type Wanted = { place: string; internal: boolean; text: string }
type Listed = { name: string; exists: boolean; hasChildren: boolean }

/** By what a level that is kept is known. */
function keyOf({ actor }: Handles, { place, internal, text }: Wanted): string {
  return [actor.id, place, internal, text].join('\n')
}

async function levelOf({ folders }: Handles, { place, internal, text }: Wanted): Promise<Listed[]> {
  const level = await folders.level(place)
  if (level.length === 0 && place !== '') await folders.require(place)
  return level.filter(({ name }) => (internal || !isInternal(name)) && isNamedLike(name, text)).sort(byLabel)
}

/** Kept under a name if there is more of it, unless it is already. */
function levelFrom(
  handles: Handles,
  wanted: Wanted,
  shown: Listed[],
  { rows, offset, list }: { rows: FolderRow[]; offset: number; list?: string },
): FolderLevel {
  const name = rows.length === shown.length ? null : (list ?? keepLevel(keyOf(handles, wanted), shown))
  return { place: wanted.place, rows, offset, total: shown.length, list: name }
}

async function rowsOf(handles: Handles, listed: Listed[]): Promise<FolderRow[]> {
  const known = await knownOf(
    handles,
    listed.filter(({ exists }) => exists).map(({ name }) => name),
  )
  return listed.map((one) => rowFrom(one, known))
}

/** What Cyrus tells of folders that are all of one owner, or all public. */
async function knownOf({ folders }: Handles, names: string[]) {
  const owner = names[0] === undefined ? null : ownerOf(names[0])
  const [facts, own] = await Promise.all([
    folders.seen(names),
    owner === null ? undefined : folders.ownFacts(owner, names),
  ])
  return { facts, own }
}

function rowFrom(
  { name, exists, hasChildren }: Listed,
  { facts, own }: Awaited<ReturnType<typeof knownOf>>,
): FolderRow {
  const fact = facts.get(name)
  const collection = collectionOf(name)
  return {
    ...{ name, label: lastOf(name), exists, hasChildren, isInternal: isInternal(name) },
    ...{ isDamaged: fact?.isDamaged ?? false, isBusy: fact?.isBusy ?? false },
    ...{ type: collection ?? typeOf(fact?.type ?? null), collection },
    ...{ specialUse: own?.get(name)?.specialUse ?? null, messages: fact?.messages ?? null },
    ...{ unseen: own?.get(name)?.unseen ?? null, bytes: fact?.bytes ?? 0 },
  }
}

/** What Cyrus serves by CalDAV or CardDAV lies in the owner's homes. */
export function collectionOf(name: string): CollectionType | null {
  if (/^user\/[^/]+\/#calendars\/./.test(name)) return 'calendar'
  return /^user\/[^/]+\/#addressbooks\/./.test(name) ? 'contacts' : null
}

export function isInternal(name: string): boolean {
  return name.startsWith('#') || name.includes('/#')
}

function isNamedLike(name: string, text: string): boolean {
  const folded = (some: string) => some.normalize('NFC').toLowerCase()
  return text === '' || folded(lastOf(name)).includes(folded(text))
}

const collator = new Intl.Collator('en', { numeric: true })

function byLabel(one: { name: string }, other: { name: string }): number {
  return collator.compare(one.name, other.name)
}
