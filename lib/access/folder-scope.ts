/** Whose folders one actor may use, by their names; what is outside is as absent as what is not there. */
import { batches } from '@/lib/adapters/batches'
import { keptFolder, type MailboxName, mailboxName } from '@/lib/adapters/imap'
import * as filter from '@/lib/adapters/ldap/filter'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import type { ScopedDirectory } from './directory'
import type { Grant } from './permissions'

/** Logins that are searched for at once. */
const MANY = 100
/** Nobody's mailbox: no login begins like this. */
export const HOLDER = /^user\/_/
const isAccount = filter.equals('objectClass', 'smAccount')

export function folderScope(
  directory: ScopedDirectory,
  { grant, changes }: { grant: Grant; changes: boolean },
) {
  const admitted = new Map<string, Promise<void>>()

  /** The name, if the folder is of an account in scope or public. */
  async function inScope(name: string, isChange = changes): Promise<MailboxName> {
    const checked = mailboxName(name)
    const login = ownerIn(name)
    if (name === 'user' || isKept(name)) throw absent(name)
    if (login === undefined) {
      if (grant !== 'all') throw absent(name)
      return checked
    }
    const known = admitted.get(`${login}/${isChange}`) ?? admit(login, name, isChange)
    admitted.set(`${login}/${isChange}`, known)
    await known
    return checked
  }

  async function admit(login: string, name: string, isChange: boolean): Promise<void> {
    if (grant === 'all' && !isChange && !HOLDER.test(`user/${login}`)) return
    const account = filter.and(isAccount, filter.equals('uid', login))
    const [entry] = await directory.searchAll(account, { attributes: ['uid'], limit: 2 })
    if (entry) {
      if (isChange) await directory.requireChangeable(entry.dn)
      return
    }
    // A mailbox whose account is gone is still there for those who see everything; a hidden account's is not.
    if (grant !== 'all' || HOLDER.test(`user/${login}`)) throw absent(name)
  }

  return {
    absent,
    inScope,
    /** Whether what may be looked at may be changed as well. */
    async mayChange(name: string): Promise<boolean> {
      try {
        await inScope(name, true)
        return true
      } catch (error) {
        if (isConsoleError(error, 'denied')) return false
        throw error
      }
    },
    /** Which of these folders may be looked at; their owners are searched for together. */
    async seenOf<Row extends { folder: string }>(rows: Row[]): Promise<Row[]> {
      const logins = new Set(rows.flatMap(({ folder }) => ownerIn(folder) ?? []))
      const asked = [...logins].filter((login) => !HOLDER.test(`user/${login}`))
      const seen = new Set(grant === 'all' ? asked : [])
      for (const some of grant === 'all' ? [] : batches(asked, MANY)) {
        const found = filter.and(isAccount, filter.or(...some.map((login) => filter.equals('uid', login))))
        for (const entry of await directory.searchAll(found, { attributes: ['uid'] }))
          seen.add((entry.first('uid') ?? '').toLowerCase())
      }
      return rows.filter(({ folder }) => {
        const login = ownerIn(folder)
        return !isKept(folder) && (login === undefined ? grant === 'all' : seen.has(login))
      })
    },
    /** A person as of whom something is asked; it is no change of the account. */
    async personInScope(login: string): Promise<string> {
      await inScope(`user/${login}`, false)
      return login
    },
    /** A person in scope, if all these folders are the person's own. */
    async ownerOf(login: string, names: string[]): Promise<string> {
      await inScope(`user/${login}`)
      for (const name of names)
        if (name !== `user/${login}` && !name.startsWith(`user/${login}/`)) throw absent(name)
      return login
    },
    /** The name of a folder, or of a deleted one while it is kept. */
    async presentOrKept(name: string): Promise<MailboxName> {
      const folder = keptFolder(mailboxName(name))
      if (!folder) return inScope(name)
      await inScope(folder.name)
      return folder.kept
    },
  }
}

/** The login whose folder it is. */
export function ownerIn(name: string): string | undefined {
  return /^user\/([^/]+)/.exec(name)?.[1]
}

function absent(name: string): ConsoleError {
  return new ConsoleError('notFound', 'folder.gone', { name })
}

function isKept(name: string): boolean {
  return /^DELETED(\/|$)/.test(name)
}
