/** What an operation's `run` gets: every server, already narrowed to what this actor may touch. */
import type { PrismaClient } from '@/lib/adapters/database'
import { type MailboxName, mailboxName } from '@/lib/adapters/imap'
import * as filter from '@/lib/adapters/ldap/filter'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { groupMembersUrl } from '@/lib/instance/slapd/schema'
import { type AccountMailbox, accountMailbox } from './account-mailbox'
import { type BeyondScope, beyondScope } from './beyond-scope'
import type { Connections } from './connections'
import { entryIdOf, isTaken, type ScopedDirectory, scopedDirectory } from './directory'
import { type FolderRules, folderRules } from './folder-rules'
import { type ScopedFolders, scopedFolders } from './folders'
import { historyOf, type RecordRow } from './history'
import type { Intent } from './intents'
import { type JobStore, jobStore } from './job-store'
import type { Caller } from './perform'
import type { Grant } from './permissions'
import type { Person } from './person'
import { postingWordsAt } from './posting'
import { quotaUsage } from './quota-usage'
import { covers, type Scope } from './scope'
import { seenPeople } from './seen-people'
import { endSessionsOf } from './session'
import { admitAttempt, forgetAttempts, forgiveAttempt, takeBackAttempt } from './throttle'
import type { Turns } from './turns'

export type Handles = {
  actor: Person
  /** Whether root asks, on the server itself, and acts as the manager. */
  isRoot: boolean
  /** Public id of the session that asks, when one does. */
  sessionId?: string
  grant: Grant
  instance: Pick<Instance, 'hostname' | 'domain' | 'suffix' | 'name'>
  directory: ScopedDirectory
  /** Whether a value that is unique in the whole installation is in use; says nothing about whose it is. */
  isTaken(
    attribute: 'uid' | 'mailLocalAddress' | 'associatedDomain' | 'smGroupId',
    value: string,
  ): Promise<boolean>
  /** What the console does with its own rights for entries in scope. */
  beyondScope: BeyondScope
  /** Has it noted that no other group may get this name. */
  retireGroup(id: string): Promise<void>
  /**
   * The mailbox of the account with this DN, which need not exist (any more). notFound when it is out of scope;
   * a change is denied on an account that outranks the actor.
   */
  mailboxOf(accountDn: string): Promise<AccountMailbox>
  /** Folders of accounts in scope, and public ones for grants over everything. */
  folders: ScopedFolders
  /**
   * The quotas of all mailboxes of accounts below a container, and those of folders in them that have their own, whether
   * the actor sees them or not: for limits. Errors: unavailable while the agent does not answer.
   */
  quotasBelow(dn: string): Promise<{ limitBytes: number | null }[]>
  /**
   * What mailboxes use and may use, in bytes, by login, whether the actor sees them or not: who asks shows those in
   * scope. Errors: unavailable while the agent does not answer.
   */
  quotaUsage(): Promise<Map<string, { usedBytes: number; limitBytes: number | null }>>
  /** Ends the sessions of an account in scope. `keep` is a session id that goes on. */
  endSessions(account: { dn: string; id: string }, keep?: string): Promise<void>
  /** Nobody who got a new password waits for the wrong ones of before. */
  forgetAttempts(account: { dn: string; login: string }): Promise<void>
  /** Counts as an attempt to sign in: a stolen session must not be a way to guess the password. */
  checkOwnPassword(password: string): Promise<boolean>
  /**
   * Has slapd hide the containers that are private now, and for some minutes those of `also`: what is about to become
   * private, or to get another name, is hidden before it does. `settled` are those whose change is over.
   * Errors: unavailable while the agent does not answer.
   */
  hideContainers(change?: { also?: string[]; settled?: string[] }): Promise<void>
  /** The memberURL that makes a container a group of the accounts below it. */
  groupMembersUrl(dn: string): string
  /** Waits until nobody else is at what has this name, and is alone there until the operation ends. */
  takeTurn: Turns['take']
  callAgent: Connections['callAgent']
  probeServices: Connections['probeServices']
  jobs: JobStore
  /** Rules for everybody: who asks shows those for places in scope. */
  folderRules: FolderRules
  /** What rules, whoever set them, say of an account in scope: words for the folders that anyone may post to. */
  postingWordsAt(dn: string): Promise<string[]>
  /** The records of what was done to an entry in scope, whatever it was called then; newest first. */
  historyOf(dn: string, page: { offset: number; limit: number }): Promise<RecordRow[]>
  /** Of these people, by entryUUID, those whom the actor may know of, in scope or not; nobody who is gone. */
  seenPeople(ids: string[]): Promise<Set<string>>
  /** The console's own records; only for grants over everything. */
  records: PrismaClient
  intent: Intent
}

export type Access = {
  grant: Grant
  scope: Scope
  guardedWrites: boolean
  changes: boolean
  caller: Caller
  sessionId?: string
}

/** Opens handles narrowed to the grant. */
export function openHandles(
  connections: Connections,
  person: Person,
  { grant, scope, guardedWrites, changes, caller, sessionId }: Access,
  intent: Intent,
  takeTurn: Turns['take'] = async () => {},
): Handles {
  const { directory, database, instance } = connections
  const inScope = (dn: string) => {
    if (!covers(scope, dn)) throw new ConsoleError('notFound', 'access.notFound')
  }
  const everything = () => {
    if (grant !== 'all') throw new ConsoleError('denied', 'access.denied')
  }
  const { hostname, domain, suffix, name } = instance
  const narrowed = scopedDirectory(directory, { person, scope, suffix, guardedWrites }, intent)
  return {
    actor: person,
    isRoot: caller.kind === 'root',
    async historyOf(dn, page) {
      inScope(dn)
      return historyOf(database, { dn, id: await entryIdOf(directory, dn) }, page)
    },
    seenPeople: (ids) => seenPeople(directory, { dn: person.dn, suffix }, ids),
    takeTurn,
    jobs: jobStore(database, { caller, person, seesAll: grant === 'all' }),
    folderRules: folderRules(database, { caller, person }),
    async postingWordsAt(dn) {
      inScope(dn)
      return postingWordsAt(connections, suffix, dn)
    },
    ...(sessionId && { sessionId }),
    grant,
    instance: { hostname, domain, suffix, name },
    directory: narrowed,
    isTaken: (attribute, value) => isTaken(directory, suffix, attribute, value),
    beyondScope: beyondScope(connections, narrowed, intent),
    async retireGroup(id) {
      await database.formerGroup.upsert({ where: { id }, create: { id, at: new Date() }, update: {} })
    },
    async mailboxOf(dn) {
      inScope(dn)
      if (changes) await narrowed.requireChangeable(dn, { orAbsent: true })
      return accountMailbox(connections, dn)
    },
    folders: scopedFolders(connections, { directory: narrowed, grant, changes }),
    async quotasBelow(dn) {
      const withMailbox = filter.and(
        filter.equals('objectClass', 'smAccount'),
        filter.equals('smMailbox', 'TRUE'),
      )
      const accounts = directory.as(null).each(dn, withMailbox, { scope: 'sub', attributes: ['uid'] })
      const { mailboxes, inside } = await quotaUsage(connections)
      const quotas: { limitBytes: number | null }[] = []
      const limited: { name: MailboxName; limitBytes: number | null }[] = []
      for await (const account of accounts) {
        const login = account.first('uid') ?? ''
        quotas.push(mailboxes.get(login) ?? { limitBytes: null })
        for (const { folder, limitBytes } of inside.get(login) ?? [])
          limited.push({ name: mailboxName(folder), limitBytes })
      }
      const present = await connections.mailboxes.folders.present(limited.map(({ name }) => name))
      return [...quotas, ...limited.filter(({ name }) => present.has(name))]
    },
    quotaUsage: async () => (await quotaUsage(connections)).mailboxes,
    async forgetAttempts(account) {
      inScope(account.dn)
      await forgetAttempts(database, account.login)
    },
    async endSessions(account, keep) {
      inScope(account.dn)
      await endSessionsOf(database, account.id, keep)
    },
    checkOwnPassword: (password) => checkOwnPassword(connections, person, password),
    async hideContainers({ also = [], settled = [] } = {}) {
      // It makes slapd follow what is written there, or hide more, so that it needs no grant.
      await connections.callAgent('directory.refreshAccess', { also, settled })
    },
    groupMembersUrl: (dn) => groupMembersUrl(dn, suffix),
    callAgent(verb, args) {
      everything()
      return connections.callAgent(verb, args)
    },
    probeServices() {
      everything()
      return connections.probeServices()
    },
    get records() {
      everything()
      return database
    },
    intent,
  }
}

async function checkOwnPassword(
  connections: Connections,
  person: Person,
  password: string,
): Promise<boolean> {
  // Counted apart from sign-ins, and for each person alone: nobody's guessing keeps others from changing theirs.
  const attempt = { login: `own password of ${person.id}`, address: `own password of ${person.id}` }
  await admitAttempt(connections.database, attempt)
  try {
    const right = await connections.checkPassword(person.dn, password)
    if (right) await forgiveAttempt(connections.database, attempt)
    return right
  } catch (error) {
    await takeBackAttempt(connections.database, attempt)
    throw error
  }
}
