/**
 * Folders as one actor may use them: those of the accounts in scope, and the public ones for whoever administers
 * everything. The console decides by scope, so that it works as Cyrus's administrator; what is outside answers exactly
 * like what is not there, and nothing is changed for accounts that outrank the actor.
 */
import {
  type AclEntry,
  encodeName,
  type FolderFacts,
  folderOf,
  type KeptFolder,
  keptFolder,
  type ListedFolder,
  type MailboxName,
  mailboxName,
  type NewFolder,
  type OldMail,
  type OwnFacts,
  type Quota,
  type QuotaRoot,
  type SeenFacts,
} from '@/lib/adapters/imap'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import type { Connections } from './connections'
import type { ScopedDirectory } from './directory'
import { folderScope, HOLDER, ownerIn } from './folder-scope'
import { type FolderTools, folderTools } from './folder-tools'
import { forgetRights, type NamedRights, nobodies, nobodyOf, rightsElsewhere } from './former-rights'
import { heldSince } from './holders'
import type { Grant } from './permissions'
import { type NamingRow, rightsNaming } from './rights-naming'
import { type TypeHolders, typeHolders } from './type-holders'

type Tools = FolderTools & TypeHolders

export type ScopedFolders = Tools & {
  /** Throws notFound for what is absent or outside. */
  require(name: string): Promise<void>
  exists(name: string): Promise<boolean>
  /** Whether the actor may change what may be looked at: nothing of an account that outranks the actor. */
  mayChange(name: string): Promise<boolean>
  /** What tells folders from the next ones of their names, by name; '' for one that cannot be opened. */
  idsOf(names: string[]): Promise<Map<string, string>>
  /** When a folder was made; null where there is none. */
  madeAt(name: string): Promise<Date | null>
  /** The folders directly below a place; '' is the top of the public ones. */
  level(place: string): Promise<ListedFolder[]>
  /** All folders below, each before those below it. */
  below(name: string): Promise<string[]>
  /** What Cyrus tells of folders, by name; those that are not there are left out. */
  facts(names: string[]): Promise<Map<string, FolderFacts>>
  /** The same for those who only look: what somebody else holds at the moment, as a repair does, is told as busy. */
  seen(names: string[]): Promise<Map<string, SeenFacts>>
  /** What only the owner of folders has, by name; nothing of public folders, or while Cyrus does not know the owner. */
  ownFacts(login: string, names: string[]): Promise<Map<string, OwnFacts>>
  quotaRoot(name: string): Promise<QuotaRoot | null>
  /** How much of their limits the mailboxes of those in scope use, by login; those without a limit are left out. */
  limited(logins: string[]): Promise<Map<string, Quota>>
  setQuota(name: string, bytes: number | null): Promise<void>
  /** Has the limit above hold for a folder that had its own. */
  removeQuota(name: string): Promise<void>
  create(name: string, options: NewFolder): Promise<void>
  /** With everything below, and their limits. */
  rename(name: string, to: string): Promise<void>
  /** The limits that an interrupted rename left at the old names of these folders, `name` and what was below it. */
  carryLimits(name: string, to: string, names: string[]): Promise<void>
  /** Deletes one folder, which may have none below it. */
  remove(name: string): Promise<void>
  /** Those of an account that had the login before, `isFormer`, for grants over everything only. */
  kept(place: string): Promise<(KeptFolder & { isFormer: boolean })[]>
  /** Bytes in deleted folders, by what they are kept as. */
  keptSizes(kept: string[]): Promise<Map<string, number>>
  /** The limits of these folders' own, or of deleted ones that are kept, in bytes together. */
  limitsAt(names: string[]): Promise<number>
  /**
   * Brings one deleted folder back. Gives the entries of its access list that were taken: of whoever is gone, or was
   * not there yet when the folder was deleted and only has the same name.
   */
  restore(kept: string, to: string): Promise<AclEntry[]>
  /** The rest of that for a folder that came back when the way broke off, safe to be done again. */
  finishRestoring(kept: string, to: string): Promise<void>
  setType(name: string, type: string | null): Promise<void>
  acl(name: string): Promise<AclEntry[]>
  /** Those of many folders at once, by name; folders that are not there are left out. */
  aclsOf(names: string[]): Promise<Map<string, AclEntry[]>>
  setAcl(name: string, id: string, rights: string): Promise<void>
  /** Many at once; gives what each was refused with, null where it is set. */
  setAcls(settings: { name: string; id: string; rights: string }[]): Promise<(ConsoleError | null)[]>
  /** What somebody has whatever the access list says, such as an owner. */
  alwaysGranted(name: string, id: string): Promise<string>
  /** What Cyrus lets a person in scope do with a folder; null when Cyrus shows it to nobody of this name. */
  rightsOf(login: string, name: string): Promise<string | null>
  /** A person's own folders of mail: no calendars, address books and the like. */
  ownMail(login: string): Promise<{ name: string; specialUse: string | null }[]>
  /** Counts old messages of a person's own folders, by name; null where their owner may not delete any. */
  countOld(login: string, names: string[], old: OldMail): Promise<Map<string, number | null>>
  /** Tells of each folder, or part of its messages, as soon as it is done, the same way. */
  deleteOld(login: string, names: string[], old: OldMail, tell: OldTold): Promise<void>
  /**
   * The folders in scope, whoever's they are, whose access lists name a person in scope by one of these identifiers, and
   * the person's own. Not those with which everybody may do no more than post, or see when their owner is busy.
   */
  naming(login: string, ids: string[]): Promise<NamingRow[]>
  /** What access lists give to identifiers that are nobody's; for grants over everything only. */
  rightsOfGone(): Promise<NamedRights[]>
  /** Takes those of these identifiers that are nobody's out of all access lists. Gives what was taken. */
  forgetGone(ids: string[]): Promise<NamedRights[]>
}

type OldTold = (name: string, count: number | null) => void

const EVERYBODY = ['anyone', '-anyone', 'anonymous', '-anonymous']
/** Since when somebody is there who is not. */
const NEVER = new Date(8.64e15)

export function scopedFolders(
  connections: Pick<Connections, 'mailboxes' | 'callAgent' | 'directory' | 'instance'>,
  { directory, grant, changes }: { directory: ScopedDirectory; grant: Grant; changes: boolean },
): ScopedFolders {
  const { mailboxes, callAgent } = connections
  const { folders } = mailboxes
  const { absent, inScope, mayChange, seenOf, personInScope, ownerOf, presentOrKept } = folderScope(
    directory,
    {
      ...{ grant, changes },
    },
  )

  async function keptInScope(kept: string): Promise<KeptFolder> {
    const folder = keptFolder(mailboxName(kept))
    if (!folder) throw absent(kept)
    await inScope(folder.name)
    const [found] = await ofWhom([folder])
    if (grant !== 'all' && found?.isFormer) throw absent(kept)
    return folder
  }

  /** Which of the deleted folders were of an account that had the login before; Cyrus tells the second only. */
  async function ofWhom<T extends KeptFolder>(kept: T[]): Promise<(T & { isFormer: boolean })[]> {
    const logins = kept.flatMap(({ name }) => ownerIn(name) ?? [])
    const since = await presentSince([...new Set(logins)])
    return kept.map((one) => {
      const login = ownerIn(one.name)
      const made = login === undefined ? undefined : since.get(login)
      return { ...one, isFormer: login !== undefined && (made === undefined || one.at <= made) }
    })
  }

  function presentSince(ids: string[]): Promise<Map<string, Date>> {
    return heldSince(connections.directory, connections.instance.suffix, ids)
  }

  /** Entries that would give their rights to somebody else than when the folder was deleted. */
  async function strangersIn(
    { kept, name, at }: KeptFolder,
    owner: string | undefined,
    present = kept,
  ): Promise<AclEntry[]> {
    const entries = (await folders.acls.read(present)).filter(
      ({ id }) => !EVERYBODY.includes(id) && positive(id) !== owner,
    )
    const since = await presentSince([...new Set(entries.map(({ id }) => positive(id)))])
    const former = ownerIn(name)
    return entries.filter(({ id }) => {
      const there = since.get(positive(id)) ?? NEVER
      return positive(id) === former ? there >= at : there > at
    })
  }

  /** While it is kept, Cyrus leaves some rights to whoever it was deleted from. */
  async function forgetFormer({ name }: KeptFolder, target: MailboxName, strangers: AclEntry[]) {
    const former = strangers.find(({ id }) => id === ownerIn(name))
    if (former) await folders.acls.set(target, former.id, '')
  }

  const all = (names: string[]) => Promise.all(names.map((name) => inScope(name)))

  return {
    ...folderTools(callAgent, inScope, grant),
    ...typeHolders(folders, inScope, { grant, absent }),
    async require(name) {
      if (!(await folders.exists(await inScope(name)))) throw absent(name)
    },
    mayChange,
    exists: async (name) => folders.exists(await inScope(name)),
    madeAt: async (name) => folders.madeAt(await inScope(name)),
    idsOf: async (names) => folders.idsOf(await all(names)),
    async level(place) {
      if (place !== '') return folders.level(await inScope(place))
      if (grant !== 'all') throw new ConsoleError('notFound', 'folder.public')
      const top = await folders.level('')
      return top.filter(({ name }) => !['user', 'DELETED'].includes(name))
    },
    below: async (name) => folders.below(await inScope(name)),
    facts: async (names) => folders.facts(await all(names)),
    seen: async (names) => folders.seen(await all(names)),
    async ownFacts(login, names) {
      const [person, checked] = [await personInScope(login), await all(names)]
      return folders.seenBy.ownFacts(person, checked).catch((error: unknown) => {
        if (isConsoleError(error, 'failed')) return new Map()
        throw error
      })
    },
    quotaRoot: async (name) => folders.quotaRoot(await inScope(name)),
    async limited(logins) {
      const rows = await seenOf(logins.map((login) => ({ folder: `user/${login}`, login })))
      const told = await mailboxes.limited(rows.map(({ folder }) => mailboxName(folder)))
      return new Map([...told].map(([name, quota]) => [ownerIn(name) ?? '', quota]))
    },
    setQuota: async (name, bytes) => mailboxes.setQuota(await inScope(name), bytes),
    removeQuota: async (name) => folders.removeLimit(await inScope(name)),
    create: async (name, options) => folders.create(await inScope(name), options),
    rename: async (name, to) => folders.rename(await holderOr(name, inScope), await holderOr(to, inScope)),
    carryLimits: async (name, to, names) =>
      folders.carryLimits(await inScope(name), await inScope(to), await all(names)),
    remove: async (name) => folders.remove(await inScope(name)),
    async kept(place) {
      if (place === '' && grant !== 'all') throw new ConsoleError('notFound', 'folder.public')
      const found = await folders.kept(place === '' ? '' : await inScope(place))
      return (await ofWhom(found)).filter(({ isFormer }) => grant === 'all' || !isFormer)
    },
    keptSizes: async (kept) => folders.sizes(await Promise.all(kept.map(presentOrKept))),
    limitsAt: async (names) => folders.limitsAt(await Promise.all(names.map(presentOrKept))),
    async restore(kept, to) {
      const [folder, target] = [await keptInScope(kept), await inScope(to)]
      const strangers = await strangersIn(folder, ownerIn(to))
      for (const { id } of strangers) await folders.acls.set(folder.kept, id, '')
      await folders.restore(folder.kept, target)
      await forgetFormer(folder, target, strangers)
      return strangers
    },
    async finishRestoring(kept, to) {
      const [folder, target] = [await keptInScope(kept), await inScope(to)]
      await folders.finishRestoring(folder.kept, target)
      await forgetFormer(folder, target, await strangersIn(folder, ownerIn(to), target))
    },
    setType: async (name, type) => folders.setType(await holderOr(name, inScope), type),
    acl: async (name) => folders.acls.read(await inScope(name)),
    aclsOf: async (names) => folders.acls.readAll(await all(names)),
    async setAcls(settings) {
      const names = await all(settings.map(({ name }) => name))
      return folders.acls.setAll(
        settings.map(({ id, rights }, at) => ({ name: names[at] as MailboxName, id, rights })),
      )
    },
    setAcl: async (name, id, rights) => folders.acls.set(await inScope(name), id, rights),
    alwaysGranted: async (name, id) => folders.acls.alwaysGranted(await inScope(name), id),
    rightsOf: async (login, name) => folders.seenBy.rightsOf(await personInScope(login), await inScope(name)),
    async ownMail(login) {
      await inScope(`user/${login}`)
      const own = await folders.seenBy.ownFolders(login)
      const facts = await folders.facts(own.map(({ name }) => name))
      const isMail = (type: string | null) => type === null || /^mail(\.|$)/.test(type)
      return own.filter(({ name }) => !name.includes('/#') && isMail(facts.get(name)?.type ?? null))
    },
    async countOld(login, names, old) {
      const found = new Map<string, number | null>()
      const looked = { ...old, act: 'count' as const }
      await folders.seenBy.oldMail(await ownerOf(login, names), await all(names), looked, (name, count) =>
        found.set(name, count),
      )
      return found
    },
    deleteOld: async (login, names, old, tell) =>
      folders.seenBy.oldMail(await ownerOf(login, names), await all(names), { ...old, act: 'delete' }, tell),
    async naming(login, ids) {
      const owner = await personInScope(login)
      const named = (await rightsNaming(connections, { ids, owner })).filter(
        ({ folder, entries }) => ownerIn(folder) === owner || !isEverybodysFromAfar(entries),
      )
      return seenOf(named)
    },
    async rightsOfGone() {
      if (grant !== 'all') throw absent('/')
      return rightsElsewhere(connections, await nobodies(connections))
    },
    forgetGone: async (ids) => forgetRights(connections, await nobodyOf(connections, ids)),
  }

  async function holderOr(name: string, otherwise: (name: string) => Promise<MailboxName>) {
    if (HOLDER.test(name) && grant === 'all') return mailboxName(name)
    return otherwise(name)
  }
}

function positive(id: string): string {
  return id.startsWith('-') ? id.slice(1) : id
}

/**
 * Rules may let anyone post to a folder of everybody's, and every calendar lets anyone see when its owner is busy (`9` in
 * Cyrus): nobody reaches the folder by that.
 */
function isEverybodysFromAfar(entries: AclEntry[]): boolean {
  return entries.every(({ id, rights }) => id === 'anyone' && /^[p9]*$/.test(rights))
}

/** One of a person's homes for collections, as Cyrus names them. */
export function collectionHome(login: string, kind: 'calendar' | 'contacts'): MailboxName {
  return folderOf(mailboxName(`user/${login}`), kind === 'calendar' ? '#calendars' : '#addressbooks')
}

/** Characters of a name as Cyrus counts them: those of other scripts count for more than one. */
export function wireLength(name: string): number {
  return encodeName(name).length
}
