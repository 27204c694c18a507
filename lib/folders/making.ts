/** Making folders: a mail folder with a type that groupware clients know, or a collection that Cyrus serves itself. */
import { z } from 'zod'
import { collectionHome, type Handles, operation, wireLength } from '@/lib/access'
import { ConsoleError, type ErrorCode, isConsoleError } from '@/lib/errors'
import { collectionOf, isInternal } from './listing'
import { folderName, isMailbox, isReserved, joined, LONGEST_NAME, newName, parentOf } from './names'
import { ownerOf } from './owners'
import { type CollectionType, collectionWords, type FolderType, folderTypes, kolabName } from './types'

export const specialUses = ['\\Drafts', '\\Sent', '\\Trash', '\\Junk', '\\Archive'] as const

const FolderDraft = z.strictObject({
  /** '' for a public folder at the top. */
  parent: folderName.default(''),
  name: newName,
  type: z.enum(folderTypes).default('mail'),
  /** A calendar or address book that CalDAV and CardDAV clients see instead of a folder of mail programs. */
  served: z.boolean().default(false),
  specialUse: z.enum(specialUses).optional(),
  partition: z
    .string()
    .regex(/^[a-z0-9_-]{1,64}$/i, 'input.unknown')
    .optional(),
})

/** Public folders at the top can be read by anybody; all others begin with the access list of the one above. */
export const createFolder = operation({
  name: 'folder.create',
  kind: 'change',
  input: FolderDraft,
  target: ({ parent, name }) => ({ name: joined(parent, name) }),
  async run(handles, draft): Promise<{ name: string }> {
    const { folders, intent } = handles
    // Outside the scope nothing is told but that.
    if (draft.parent !== '') await requireParent(handles, draft.parent)
    else if (handles.grant !== 'all') throw new ConsoleError('notFound', 'folder.public')
    const place = draft.served ? await homeFor(handles, draft) : draft.parent
    if (isReserved(place, draft.name) || (!draft.served && isInternal(place)))
      throw fault('name', 'folder.reserved')
    const name = joined(place, draft.name)
    intent.about({ name })
    refuseTooLong('name', name)
    if (await folders.exists(name)) throw fault('name', 'folder.taken', 'conflict')
    if (draft.specialUse) await refuseSecond(handles, name, draft.specialUse)
    const made: Record<string, string> = { name }
    await intent.step(
      'folder',
      made,
      async () => {
        await make(handles, name, draft)
        made.id = await idOf(handles, name)
      },
      async () => {
        if (await folders.exists(name)) return folders.remove(name)
        // Cyrus may be waiting for a lock, and make it when nobody listens any more.
        if (made.id === undefined) throw new ConsoleError('unavailable', 'folder.late')
      },
    )
    await finish(handles, name, draft)
    return { name }
  },
  async recover(handles, { state, steps, input, at }) {
    const { name, id } = steps.find((step) => step.name === 'folder')?.data ?? {}
    if (name === undefined) return 'undone'
    await bringBack(handles, steps)
    if (!(await handles.folders.exists(name))) {
      if (state === 'stuck' && !id && Date.now() < at.getTime() + LATE_MS)
        throw new ConsoleError('unavailable', 'folder.late')
      return 'undone'
    }
    const isOurs = id ? (await idOf(handles, name)) === id : await mayBeOurs(handles, name, { state, at })
    // Another one there is somebody's who made it since.
    if (isOurs === false) return 'undone'
    if (state === 'stuck') {
      // With others below it somebody uses it.
      if (isOurs && (await handles.folders.below(name)).length === 0) await handles.folders.remove(name)
      return 'undone'
    }
    await finish(handles, name, FolderDraft.parse(input))
    return 'finished'
  },
})

/** Tells groupware clients what a folder holds; what is in it stays as it is. */
export const setFolderType = operation({
  name: 'folder.setType',
  kind: 'change',
  input: z.strictObject({ folder: folderName.min(1, 'input.required'), type: z.enum(folderTypes) }),
  target: ({ folder }) => ({ name: folder }),
  async run(handles, { folder, type }): Promise<void> {
    await handles.folders.require(folder)
    if (isMailbox(folder)) throw fault('type', 'folder.inbox')
    if (collectionOf(folder)) throw fault('type', 'folder.collection', 'conflict')
    const before = (await handles.folders.facts([folder])).get(folder)?.type ?? ''
    if (ownerOf(folder) === null && (await handles.folders.below(folder)).length > MOST_ASIDE)
      throw beside('type', new ConsoleError('conflict', 'folder.typeOfMany', { max: MOST_ASIDE }))
    await giveType(handles, folder, kolabName(type))
    const after = kolabName(type) ?? ''
    handles.intent.change({ dn: folder, attribute: 'folder-type', before: [before], after: [after] })
  },
  async recover(handles, { steps, input }) {
    await bringBack(handles, steps)
    const { folder, type } = z.object({ folder: z.string(), type: z.enum(folderTypes) }).parse(input)
    const now = (await handles.folders.facts([folder])).get(folder)?.type ?? null
    return now === kolabName(type) ? 'finished' : 'undone'
  },
})

/** For how long after it was asked for Cyrus may make a folder, when others keep it busy. */
const LATE_MS = 600_000

/**
 * Whether a folder that nobody heard of is the one that was asked for: null where that is so unless somebody was quicker,
 * and whatever is in it is somebody's.
 */
async function mayBeOurs(
  { folders }: Handles,
  name: string,
  { state, at }: { state: string; at: Date },
): Promise<boolean | null> {
  if (state !== 'stuck') return null
  const made = await folders.madeAt(name)
  const isOfThen = made !== null && made.getTime() < at.getTime() + LATE_MS
  const messages = (await folders.facts([name])).get(name)?.messages
  return isOfThen && messages === 0 && (await folders.below(name)).length === 0
}

/** A public folder is away with all that is below it for as long as that takes to move twice: see giveType. */
const MOST_ASIDE = 50

type Draft = z.output<typeof FolderDraft>

/** The home in which a collection lies, made if the person has none yet. */
async function homeFor({ folders }: Handles, { parent, name, type }: Draft): Promise<string> {
  const owner = ownerOf(parent)
  if (!isServed(type)) throw fault('type', 'folder.noCollection')
  refuseUnshown(name)
  if (owner === null || !isMailbox(parent) || !(await folders.exists(parent)))
    throw fault('parent', 'folder.noCollection')
  const home = collectionHome(owner, type)
  if (!(await folders.exists(home))) await folders.create(home, { collection: collectionName(type) })
  return home
}

/** Mail programs put what they file into one folder; Cyrus leaves it to its administrator whether there are two. */
async function refuseSecond({ folders }: Handles, name: string, use: string): Promise<void> {
  const owner = ownerOf(name)
  if (owner === null) return
  const own = await folders.ownMail(owner).catch((error: unknown) => {
    // Nobody of this name can sign in.
    if (isConsoleError(error, 'failed')) return []
    throw error
  })
  const other = own.find(({ specialUse }) => specialUse === use)
  if (other) throw beside('specialUse', new ConsoleError('conflict', 'folder.useTaken', { name: other.name }))
}

/** What tells a folder from the next one of its name. */
async function idOf({ folders }: Handles, name: string): Promise<string> {
  return (await folders.idsOf([name])).get(name) ?? ''
}

async function make({ folders }: Handles, name: string, draft: Draft): Promise<void> {
  const { specialUse, partition, type, served } = draft
  try {
    await folders.create(name, {
      ...(specialUse && { specialUse }),
      ...(partition && { partition }),
      ...(served && isServed(type) && { collection: collectionName(type) }),
    })
  } catch (error) {
    if (isConsoleError(error) && error.code === 'folder.partition') throw beside('partition', error)
    if (isConsoleError(error) && error.code === 'folder.taken') throw beside('name', error)
    if (isConsoleError(error, 'unavailable')) throw new ConsoleError('unavailable', 'folder.late')
    throw error
  }
}

/**
 * What makes a new folder whole; safe to be done again. What Cyrus serves itself is told by its place alone: with the
 * annotation Cyrus 3.6 dies of a CalDAV or CardDAV client that asks for all properties.
 */
async function finish(
  handles: Handles,
  name: string,
  { type, served }: Pick<Draft, 'type' | 'served'>,
): Promise<void> {
  if (type !== 'mail' && !served) await giveType(handles, name, kolabName(type), { isNew: true })
  if (parentOf(name) === '') await handles.folders.setAcl(name, 'anyone', 'lrs')
}

/** Sets the annotation. A public folder is put aside for that moment: see typeHolder. */
async function giveType(
  handles: Handles,
  folder: string,
  type: string | null,
  { isNew = false } = {},
): Promise<void> {
  const { folders, intent } = handles
  if (ownerOf(folder) !== null) return folders.setType(folder, type)
  const holder = await folders.typeHolder(intent.id)
  const back = () => bringHome(handles, holder, folder)
  const change = async () => {
    try {
      await folders.rename(folder, holder)
      await folders.setType(holder, type)
    } finally {
      await back()
    }
  }
  // Broken off, it has the type or not: only for what is new anyway that makes no difference.
  await intent.step('aside', { folder, holder }, change, isNew ? back : undefined)
}

/** Puts a public folder back, and what is below it, as far as a crash left that aside. */
async function bringBack(handles: Handles, steps: { name: string; data: Record<string, string> }[]) {
  const { folder, holder } = steps.find((step) => step.name === 'aside')?.data ?? {}
  if (folder && holder) await bringHome(handles, holder, folder)
}

async function bringHome({ folders }: Handles, holder: string, folder: string): Promise<void> {
  try {
    await folders.bringHome(holder, folder)
  } catch (error) {
    // It is not over before everything is back.
    throw isConsoleError(error) ? new ConsoleError('unavailable', error.code, error.values) : error
  }
}

export async function requireParent({ folders }: Handles, parent: string, field = 'parent'): Promise<void> {
  if (!(await folders.exists(parent)))
    throw new ConsoleError('notFound', 'folder.goneParent', { name: parent }, [
      { field, code: 'folder.goneParent', values: { name: parent } },
    ])
}

/** A name that another program made longer than the console would may stay as long, and get shorter. */
export function refuseTooLong(field: string, name: string, before = ''): void {
  if (isTooLong(name, before))
    throw beside(field, new ConsoleError('invalid', 'input.tooLong', { max: LONGEST_NAME }))
}

/** For what lies below a folder that gets another name. */
export function refuseTooLongBelow(
  field: string,
  { from, to }: { from: string; to: string },
  below: string[],
) {
  const name = below.find((one) => isTooLong(`${to}${one.slice(from.length)}`, one))
  if (name === undefined) return
  const values = { name: name.slice(from.length + 1), max: LONGEST_NAME }
  throw beside(field, new ConsoleError('invalid', 'folder.tooLongBelow', values))
}

function isTooLong(name: string, before: string): boolean {
  return wireLength(name) > Math.max(LONGEST_NAME, wireLength(before))
}

export function fault(
  field: string,
  code: ErrorCode,
  kind: 'invalid' | 'conflict' = 'invalid',
): ConsoleError {
  return beside(field, new ConsoleError(kind, code))
}

export function beside(field: string, { kind, code, values }: ConsoleError): ConsoleError {
  return new ConsoleError(kind, kind === 'invalid' ? 'input.invalid' : code, values, [
    { field, code, values },
  ])
}

/** Calendar programs show the name that Cyrus keeps, which is no text in other scripts, until they give it another one. */
export function refuseUnshown(name: string, field = 'name'): void {
  if (!/^[\x20-\x7e]*$/.test(name)) throw fault(field, 'folder.collectionName')
}

function isServed(type: FolderType): type is CollectionType {
  return Object.hasOwn(collectionWords, type)
}

function collectionName(type: CollectionType): 'CALENDAR' | 'ADDRESSBOOK' {
  return type === 'calendar' ? 'CALENDAR' : 'ADDRESSBOOK'
}
