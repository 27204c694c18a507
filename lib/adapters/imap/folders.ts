import { ConsoleError, isConsoleError } from '@/lib/errors'
import { AccessLists } from './acl'
import { type Administrator, hasFlag, isNameOnly } from './administrator'
import { numberOf } from './answers'
import type { Argument, Value } from './connection'
import { isLeftByDeletion, KEPT, type KeptFolder, keptBelow, keptFolder, removeMailbox } from './deletion'
import { type FolderFacts, KOLAB_TYPE, SIZE, toldOf, UNIQUE_ID } from './folder-facts'
import { FolderLooks, type SeenFacts } from './folder-looks'
import { mayHaveLimit, QuotaRoots } from './limits'
import { folderOf, type MailboxName, mailboxName, receivedName } from './names'
import { PersonView } from './person-view'
import { ImapRefusal } from './refusal'

export type ListedFolder = {
  name: MailboxName
  /** False for a name that only stands above others. */
  exists: boolean
  hasChildren: boolean
}
export type NewFolder = { specialUse?: string; partition?: string; collection?: 'CALENDAR' | 'ADDRESSBOOK' }
/** `root` is the folder that the limit was set on; bytes. */
export type QuotaRoot = { root: MailboxName; usedBytes: number; limitBytes: number | null }

/** No login begins like this. */
const TYPE_HOLDER = mailboxName('user/_public-folder-types')
const KIBIBYTE = 1024
const WHEN: Argument[] = [{ word: 'UIDVALIDITY' }]
const KEPT_OF_PEOPLE = keptBelow(mailboxName('user'))

/** Folders of people and public ones, by their names from the top. Cyrus's administrator sees and does everything. */
export class Folders {
  readonly #administrator: Administrator
  readonly acls: AccessLists
  readonly seenBy: PersonView
  readonly #roots: QuotaRoots
  readonly #looks: FolderLooks

  constructor(administrator: Administrator) {
    this.#administrator = administrator
    this.acls = new AccessLists(administrator)
    this.seenBy = new PersonView(administrator)
    this.#roots = new QuotaRoots(administrator)
    this.#looks = new FolderLooks(administrator)
  }

  exists(name: MailboxName): Promise<boolean> {
    return this.#administrator.exists(name)
  }

  /** Those of these names at which there is a folder. */
  present(names: MailboxName[]): Promise<Set<MailboxName>> {
    return this.#administrator.present(names)
  }

  /** What tells folders from the next ones of their names; '' for one that cannot be opened. Errors: unavailable. */
  idsOf(names: MailboxName[]): Promise<Map<MailboxName, string>> {
    return this.#administrator.use((connection) => toldOf(connection, names, UNIQUE_ID))
  }

  /** The folders directly below a place, '' for the top, in no order; [] where there is none. */
  async level(place: MailboxName | ''): Promise<ListedFolder[]> {
    const above = place === '' ? '' : `${place}/`
    const words = [{ text: '' }, [{ mailbox: mailboxName(`${above}%`) }], { word: 'RETURN' }]
    const lines = await this.#administrator.command('LIST', [...words, [{ word: 'CHILDREN' }]], 'LIST')
    return lines.flatMap(([flags, , name]) => {
      const found = receivedName(String(name))
      // "*" and "%" in the place's own name match others too.
      if (!found.startsWith(above) || found.includes('/', above.length)) return []
      const exists = !isNameOnly(flags)
      return [{ name: found, exists, hasChildren: hasFlag(flags, '\\HasChildren') }]
    })
  }

  /** All folders below, at any depth, each before those below it. */
  async below(name: MailboxName): Promise<MailboxName[]> {
    const found = await this.#administrator.list(folderOf(name, '*'))
    return found.filter((one) => one.startsWith(`${name}/`)).sort()
  }

  /** When a folder got its messages' numbers, which is when it was made (UIDVALIDITY in Cyrus); null where there is none. */
  async madeAt(name: MailboxName): Promise<Date | null> {
    const words = [{ text: '' }, { mailbox: name }, { word: 'RETURN' }, [{ word: 'STATUS' }, WHEN]]
    const lines = await this.#administrator.command('LIST', words, 'STATUS')
    // "*" and "%" in the name match others too.
    const own = lines.find(([found]) => receivedName(String(found)) === name)
    const seconds = numberOf(own?.[1], 'UIDVALIDITY')
    return seconds === null ? null : new Date(seconds * 1000)
  }

  /** By name; folders that are not there are left out. Errors: unavailable. */
  async facts(names: MailboxName[]): Promise<Map<MailboxName, FolderFacts>> {
    return this.#looks.facts(names)
  }

  /** The same for those who only look: what somebody else holds at the moment is told of, and not waited for. */
  async seen(names: MailboxName[]): Promise<Map<MailboxName, SeenFacts>> {
    return this.#looks.seen(names)
  }

  /** The limit that holds for a folder, wherever it was set; null where none holds. Errors: notFound. */
  async quotaRoot(name: MailboxName): Promise<QuotaRoot | null> {
    const ask = this.#administrator.on(name, 'GETQUOTAROOT', [{ mailbox: name }], 'QUOTA')
    const [line] = await ask.catch((error: unknown) => {
      // Another program renamed it and took the limit at its old name away: it counts for nothing.
      if (error instanceof ImapRefusal && /quota root does not exist/i.test(error.text)) return []
      throw error
    })
    if (!line) return null
    const kibibytes = (resources: Value | undefined, at: number) => {
      const storage = Array.isArray(resources) ? resources.indexOf('STORAGE') : -1
      return Array.isArray(resources) && storage >= 0 ? Number(resources[storage + at]) : null
    }
    const [used, limit] = [kibibytes(line[1], 1), kibibytes(line[1], 2)]
    return {
      root: receivedName(String(line[0])),
      usedBytes: (used ?? 0) * KIBIBYTE,
      limitBytes: limit === null ? null : limit * KIBIBYTE,
    }
  }

  /** Without the limit of a folder that was called so. Errors: conflict folder.taken; invalid folder.partition; ImapRefusal. */
  async create(name: MailboxName, { specialUse, partition, collection }: NewFolder = {}): Promise<void> {
    const options: Argument[] = [
      ...(specialUse ? [{ word: 'USE' }, [{ word: specialUse }]] : []),
      ...(partition ? [{ word: 'PARTITION' }, { word: partition }] : []),
      ...(collection ? [{ word: 'TYPE' }, { word: collection }] : []),
    ]
    await this.#roots.clear([name])
    try {
      await this.#administrator.command('CREATE', [
        { mailbox: name },
        ...(options.length > 0 ? [options] : []),
      ])
    } catch (error) {
      if (!(error instanceof ImapRefusal)) throw error
      if (/partition/i.test(error.text))
        throw new ConsoleError('invalid', 'folder.partition', { partition: partition ?? '' })
      if (await this.exists(name)) throw new ConsoleError('conflict', 'folder.taken')
      throw error
    }
  }

  /** With everything below, and their limits. Errors: notFound; conflict folder.taken; ImapRefusal. */
  async rename(name: MailboxName, to: MailboxName): Promise<void> {
    const names = [name, ...(await this.below(name))]
    // Where the name was too long for a limit, that stayed at the one to which the folder goes back.
    await this.#roots.clear(names.filter(mayHaveLimit).map((one) => renamed(one, name, to)))
    await this.#move(name, to)
    await this.carryLimits(name, to, names)
  }

  /** The limits that a rename of these folders, `name` and what was below, left at the old names. */
  async carryLimits(name: MailboxName, to: MailboxName, names: MailboxName[]): Promise<void> {
    for (const [one, limits] of await this.#roots.at(names))
      await this.#roots.carry(one, renamed(one, name, to), limits)
  }

  async #move(name: MailboxName, to: MailboxName): Promise<void> {
    try {
      await this.#administrator.on(name, 'RENAME', [{ mailbox: name }, { mailbox: to }])
    } catch (error) {
      if (error instanceof ImapRefusal && (await this.exists(to)))
        throw new ConsoleError('conflict', 'folder.taken')
      throw error
    }
  }

  /** Deletes one folder. Its limit is kept with it. Errors: notFound; conflict folder.notEmpty; ImapRefusal. */
  async remove(name: MailboxName): Promise<void> {
    const { login } = this.#administrator
    const before = (await this.acls.read(name)).find(({ id }) => id === login)?.rights ?? ''
    const limits = (await this.#roots.at([name])).get(name)
    await this.acls.set(name, login, before.includes('x') ? before : `${before}x`)
    try {
      await removeMailbox(this.#administrator, name)
    } catch (error) {
      if (!(error instanceof ImapRefusal)) throw error
      await this.acls.set(name, login, before)
      throw /inferior/i.test(error.text) ? new ConsoleError('conflict', 'folder.notEmpty', { name }) : error
    }
    if (!limits) return
    const [last] = (await this.kept(name))
      .filter((one) => one.name === name)
      .sort((a, b) => b.at.getTime() - a.at.getTime())
    if (last) await this.#roots.carry(name, last.kept, limits)
    else await this.#roots.remove(name)
  }

  /** What was deleted at a name or below it, '' for all that was public, and can be brought back. */
  async kept(name: MailboxName | ''): Promise<KeptFolder[]> {
    // Of people's there may be very many more.
    const places =
      name === ''
        ? (await this.level(KEPT)).map((top) => top.name).filter((top) => top !== KEPT_OF_PEOPLE)
        : [keptBelow(name)]
    const lists = await this.#administrator.use((connection) =>
      Promise.all(
        places.map((place) =>
          connection.command('LIST', [{ text: '' }, { mailbox: folderOf(place, '*') }], 'LIST'),
        ),
      ),
    )
    return lists.flatMap((lines, at) =>
      lines.flatMap(([flags, , found]) => {
        const folder = keptFolder(receivedName(String(found)))
        // "*" and "%" in the place's own name match others too.
        return folder && !isNameOnly(flags) && folder.kept.startsWith(`${places[at]}/`) ? [folder] : []
      }),
    )
  }

  /** Bytes in folders, also in those that are kept, by name; those that are not there are left out. */
  async sizes(names: MailboxName[]): Promise<Map<MailboxName, number>> {
    const told = await this.#administrator.use((connection) => toldOf(connection, names, SIZE))
    return new Map([...told].map(([name, size]) => [name, Number(size)]))
  }

  /** The limits that stand at these names themselves, also of kept folders, in bytes together. */
  async limitsAt(names: MailboxName[]): Promise<number> {
    const all = [...(await this.#roots.at(names)).values()].flat()
    return all.reduce((sum, [what, most]) => sum + (what === 'STORAGE' ? Number(most) * KIBIBYTE : 0), 0)
  }

  /** Brings one deleted folder back, with its limit. Errors: notFound; conflict folder.taken; ImapRefusal. */
  async restore(kept: MailboxName, to: MailboxName): Promise<void> {
    // What another program deleted left its limit at its name.
    if (keptFolder(kept)?.name !== to) await this.#roots.clear([to])
    await this.#move(kept, to)
    await this.finishRestoring(kept, to)
  }

  /** What Cyrus does not do about a folder that came back, safe to be done again. Errors: as restore. */
  async finishRestoring(kept: MailboxName, to: MailboxName): Promise<void> {
    await this.carryLimits(kept, to, [kept])
    const left = (await this.acls.read(to)).find((entry) => isLeftByDeletion(entry, this.#administrator))
    if (left) await this.acls.set(to, left.id, '')
  }

  /** Sets or, with null, takes away the Kolab annotation. Not for public folders: see publicTypeHolder. */
  async setType(name: MailboxName, type: string | null): Promise<void> {
    const value = type === null ? { word: 'NIL' } : { text: type }
    const pair: Argument[] = [{ word: KOLAB_TYPE }, value]
    await this.#administrator.on(name, 'SETMETADATA', [{ mailbox: name }, pair])
  }

  /**
   * What Cyrus serves by CalDAV or CardDAV, or keeps of that, and has a Kolab type besides: asked for all its properties
   * Cyrus 3.6 dies of it.
   */
  async typedCollections(): Promise<MailboxName[]> {
    const places = ['user/%/#calendars/*', 'user/%/#addressbooks/*']
    const patterns = [...places, ...places.map((place) => `${KEPT}/${place}`)]
    const names = (await Promise.all(patterns.map((one) => this.#administrator.list(one)))).flat()
    const told = await this.#administrator.use((connection) => toldOf(connection, names, KOLAB_TYPE))
    return names.filter((name) => told.get(name))
  }

  /**
   * A name of somebody's choice below a mailbox that is nobody's, which is made when it is first needed. Cyrus 3.6 aborts at
   * SETMETADATA on a public folder (an assertion about the lock of its owner), so that such a folder has an owner while
   * its type is set.
   */
  async publicTypeHolder(id: string): Promise<MailboxName> {
    if (!(await this.exists(TYPE_HOLDER))) {
      await this.create(TYPE_HOLDER).catch((error: unknown) => {
        if (!isConsoleError(error, 'conflict')) throw error
      })
    }
    return folderOf(TYPE_HOLDER, id)
  }

  /** See QuotaRoots. */
  removeLimit(name: MailboxName): Promise<void> {
    return this.#roots.remove(name)
  }
}

function renamed(one: MailboxName, from: MailboxName, to: MailboxName): MailboxName {
  return mailboxName(`${to}${one.slice(from.length)}`)
}
