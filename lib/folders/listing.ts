/** Folders as trees show them: one level at a time, each with what is worth knowing at a glance. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { keepLevel, keptLevel } from './kept-levels'
import { folderName, lastOf, ownerOf } from './names'
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
    const key = [handles.actor.id, place, internal, text].join('\n')
    const kept = list && (await isSeen(handles, place)) ? keptLevel(list, key) : undefined
    const shown = kept ?? (await levelOf(handles, { place, internal, text }))
    const rows = await rowsOf(handles, shown.slice(offset, offset + count))
    const name = rows.length === shown.length ? null : kept && list ? list : keepLevel(key, shown)
    return { place, rows, offset, total: shown.length, list: name }
  },
})

export const showFolder = operation({
  name: 'folder.show',
  kind: 'read',
  input: z.strictObject({ folder: folderName.min(1, 'input.required') }),
  async run(handles, { folder }): Promise<FolderDetails> {
    await handles.folders.require(folder)
    const [children, facts] = await Promise.all([
      handles.folders.level(folder),
      handles.folders.facts([folder]),
    ])
    const { partition = '', isDamaged = false } = facts.get(folder) ?? {}
    const hasChildren = children.some(({ name }) => !isInternal(name))
    const [quota, [row]] = await Promise.all([
      isDamaged ? null : handles.folders.quotaRoot(folder),
      rowsOf(handles, [{ name: folder, exists: true, hasChildren }]),
    ])
    return { ...(row as FolderRow), partition, quota, owner: ownerOf(folder) }
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

async function isSeen({ folders, grant }: Handles, place: string): Promise<boolean> {
  return place === '' ? grant === 'all' : folders.exists(place)
}

async function levelOf(
  { folders }: Handles,
  { place, internal, text }: { place: string; internal: boolean; text: string },
): Promise<Listed[]> {
  const level = await folders.level(place)
  if (level.length === 0 && place !== '') await folders.require(place)
  return level.filter(({ name }) => (internal || !isInternal(name)) && isNamedLike(name, text)).sort(byLabel)
}

type Listed = { name: string; exists: boolean; hasChildren: boolean }

async function rowsOf({ folders }: Handles, listed: Listed[]): Promise<FolderRow[]> {
  const names = listed.filter(({ exists }) => exists).map(({ name }) => name)
  const owner = names[0] === undefined ? null : ownerOf(names[0])
  const [facts, own] = await Promise.all([
    folders.facts(names),
    owner === null ? undefined : folders.ownFacts(owner, names),
  ])
  return listed.map(({ name, exists, hasChildren }) => {
    const fact = facts.get(name)
    return {
      ...{ name, label: lastOf(name), exists, hasChildren, isInternal: isInternal(name) },
      isDamaged: fact?.isDamaged ?? false,
      ...{ type: typeOf(fact?.type ?? null), collection: collectionOf(name) },
      ...{ specialUse: own?.get(name)?.specialUse ?? null, messages: fact?.messages ?? null },
      ...{ unseen: own?.get(name)?.unseen ?? null, bytes: fact?.bytes ?? 0 },
    }
  })
}

/** What Cyrus serves by CalDAV or CardDAV lies in the owner's homes. */
export function collectionOf(name: string): CollectionType | null {
  if (/^user\/[^/]+\/#calendars\/./.test(name)) return 'calendar'
  return /^user\/[^/]+\/#addressbooks\/./.test(name) ? 'contacts' : null
}

export function isInternal(name: string): boolean {
  return name.split('/').some((level) => level.startsWith('#'))
}

function isNamedLike(name: string, text: string): boolean {
  const folded = (some: string) => some.normalize('NFC').toLowerCase()
  return text === '' || folded(lastOf(name)).includes(folded(text))
}

const collator = new Intl.Collator('en', { numeric: true })

function byLabel(one: { name: string }, other: { name: string }): number {
  return collator.compare(one.name, other.name)
}
