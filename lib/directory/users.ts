/** Users: accounts with a login, addresses and, mostly, a mailbox. Entry, mailbox and quota are one change. */
import { z } from 'zod'
import { childDn, type Entry, filter, type Handles, operation, parentDn, type Role } from '@/lib/access'
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { quotaField } from '@/lib/mailboxes'
import { address, addressOrNone, edit, line, login, newPassword, requiredLine } from './fields'
import { isAlias, isUser } from './kinds'
import { absentIsNull, isMadeBy, takeBack } from './made'
import { containerAt, domainOf, userByLogin } from './tree'

export type UserRow = {
  dn: string
  login: string
  name: string
  mail: string
  role: Role
  suspended: boolean
  hasMailbox: boolean
}

export type User = UserRow & {
  id: string
  /** DN of the container the account lives in. */
  container: string
  domain: string
  firstName: string
  lastName: string
  addresses: string[]
  mustChangePassword: boolean
  created: string | null
  /**
   * As Cyrus has it: null when there is no mailbox, whatever `hasMailbox` says of the entry; `unavailable` while
   * Cyrus does not answer.
   */
  quota: { usedBytes: number; limitBytes: number | null } | null | 'unavailable'
  /** Addresses of the aliases that the account is a member of. */
  aliases: string[]
}

/** The users below a container, or of the whole scope, sorted by name. */
export const listUsers = operation({
  name: 'user.list',
  kind: 'read',
  input: z.strictObject({ container: z.string().optional() }),
  async run(handles, { container }): Promise<UserRow[]> {
    const attributes = ['uid', 'cn', 'displayName', 'mail', 'smRole', 'smAccountStatus', 'smMailbox']
    const found = container
      ? await handles.directory.search((await containerAt(handles, container)).dn, isUser, {
          scope: 'sub',
          attributes,
        })
      : await handles.directory.searchAll(isUser, { attributes })
    return found.map(userRow).sort((a, b) => a.name.localeCompare(b.name))
  },
})

/** One user with everything the account's page shows. */
export const showUser = operation({
  name: 'user.show',
  kind: 'read',
  input: z.strictObject({ login }),
  async run(handles, { login }): Promise<User> {
    return userFrom(handles, await userByLogin(handles, login))
  },
})

const UserDraft = z.strictObject({
  /** DN, or name of a domain. */
  container: requiredLine(2000),
  login,
  password: newPassword,
  mustChangePassword: z.boolean().default(true),
  firstName: line().default(''),
  lastName: requiredLine(),
  /** login@domain when empty. */
  address: addressOrNone.default(''),
  mailbox: z.boolean().default(true),
  quota: quotaField.default(null),
  standardFolders: z.boolean().default(true),
})

/**
 * Makes the entry, then the mailbox, its quota and standard folders. When a part fails what was made is taken
 * back; after a crash it is finished, since nothing later needs the password.
 */
export const createUser = operation({
  name: 'user.create',
  kind: 'change',
  input: UserDraft,
  target: ({ login }) => ({ name: login }),
  async run(handles, draft): Promise<{ dn: string; login: string; mail: string }> {
    const began = new Date()
    const { directory, intent } = handles
    const container = await containerAt(handles, draft.container)
    const dn = childDn(container.dn, 'uid', draft.login)
    intent.about({ dn, name: draft.login })
    const mail = ownAddress(draft.address || `${draft.login}@${domainOf(handles, dn)}`, domainOf(handles, dn))
    await refuseTaken(handles, draft.login, mail)
    const mailbox = await handles.mailboxOf(dn)
    // Asked first: Cyrus being down costs nothing then, and a stranger's old mail is never handed over.
    if (draft.mailbox && (await mailbox.exists())) {
      throw new ConsoleError('conflict', 'mailbox.exists', {}, [
        { field: 'login', code: 'mailbox.exists', values: {} },
      ])
    }
    const entry = newEntry(draft, mail, handles.instance.hostname)
    await intent.step(
      'entry',
      { dn },
      () => directory.add(dn, entry),
      () => takeBack(handles, dn, { dn: handles.actor.dn, at: began }),
    )
    if (draft.mailbox) {
      await intent.step(
        'mailbox',
        { login: draft.login },
        () => mailbox.create(),
        () => mailbox.remove(),
      )
      await finishMailbox(handles, dn, draft)
    }
    return { dn, login: draft.login, mail }
  },
  async recover(handles, { state, input, target, at, actorDn }) {
    const draft = z
      .object({ mailbox: z.boolean(), quota: z.number().nullable(), standardFolders: z.boolean() })
      .parse(input)
    const entry = target
      ? await handles.directory.read(target, ['createTimestamp', 'creatorsName']).catch(absentIsNull)
      : null
    if (!entry || !isMadeBy(entry, { dn: actorDn, at })) return 'undone'
    const mailbox = await handles.mailboxOf(target)
    if (state === 'stuck') {
      await mailbox.remove()
      await handles.directory.remove(target)
      return 'undone'
    }
    if (draft.mailbox) {
      await mailbox.create()
      await finishMailbox(handles, target, draft)
    }
    return 'finished'
  },
})

/** Changes names, the primary address, the quota; gives a mailbox to an account that has none or lost it. */
export const updateUser = operation({
  name: 'user.update',
  kind: 'change',
  input: z.strictObject({
    login,
    firstName: edit(line()),
    lastName: edit(requiredLine()),
    address: edit(address),
    quota: edit(quotaField),
    mailbox: edit(z.literal('true')),
    standardFolders: z.boolean().default(true),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, input): Promise<void> {
    const { directory, intent } = handles
    const user = await userByLogin(handles, input.login)
    const { dn } = user
    intent.about({ dn, name: input.login })
    await directory.requireChangeable(dn)
    const edits = entryEdits(user, input, domainOf(handles, dn))
    if (edits.changes.length > 0) {
      const back = edits.changes.map(({ attribute }) => ({ attribute, replace: user.values(attribute) }))
      const wasAddress = input.address && user.values('mailLocalAddress')
      if (input.address && wasAddress) await refuseTaken(handles, null, input.address.to, wasAddress)
      await intent.step(
        'entry',
        { dn },
        () => directory.modify(dn, edits.changes, edits.assert),
        () => directory.modify(dn, back),
      )
    }
    const mailbox = await handles.mailboxOf(dn)
    const exists = input.mailbox ? await mailbox.exists() : true
    if (input.mailbox && !(exists && user.isTrue('smMailbox'))) {
      // A mailbox that somebody made by other means is taken over with what is in it.
      const undo = exists ? undefined : () => mailbox.remove()
      await intent.step('mailbox', { login: input.login }, () => mailbox.create(), undo)
      await finishMailbox(handles, dn, {
        quota: input.quota?.to ?? null,
        standardFolders: input.standardFolders,
      })
      await directory.modify(dn, [{ attribute: 'smMailbox', replace: ['TRUE'] }])
    } else if (input.quota && user.isTrue('smMailbox')) {
      const { to } = input.quota
      const before = await mailbox.quota()
      await intent.step(
        'quota',
        {},
        () => mailbox.setQuota(to),
        () => mailbox.setQuota(before?.limitBytes ?? null),
      )
      intent.change({ dn, attribute: 'quota', before: quotaText(before?.limitBytes), after: quotaText(to) })
    }
  },
})

/** Removes the mailbox with all mail, then the entry; slapd takes it out of every alias. Cannot be undone. */
export const deleteUser = operation({
  name: 'user.delete',
  kind: 'change',
  input: z.strictObject({ login }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login }): Promise<void> {
    const { directory, intent, actor } = handles
    const user = await userByLogin(handles, login)
    intent.about({ dn: user.dn, name: login })
    await directory.requireChangeable(user.dn)
    if (user.first('smRole') === 'manager') throw new ConsoleError('denied', 'account.manager')
    if (user.first('entryUUID') === actor.id) throw new ConsoleError('denied', 'account.self')
    const mailbox = await handles.mailboxOf(user.dn)
    await mailbox.exists() // Cyrus being down is found out while nothing is lost yet.
    const data = { dn: user.dn, id: user.first('entryUUID') ?? '' }
    await intent.step('mailbox', data, () => mailbox.remove(), cannotBeUndone)
    await intent.step('entry', data, () => directory.remove(user.dn), cannotBeUndone)
    await handles.endSessions({ dn: user.dn, id: data.id })
  },
  async recover(handles, { steps, target }) {
    const begun = steps.find((step) => step.name === 'mailbox')
    if (!begun) return 'undone'
    const entry = await handles.directory.read(target, ['*', 'entryUUID']).catch(absentIsNull)
    // Somebody else's by now: the login was free again after the entry was gone.
    if (!entry || entry.first('entryUUID') !== begun.data.id) return 'finished'
    await (await handles.mailboxOf(target)).remove()
    await handles.directory.remove(target)
    return 'finished'
  },
})

/**
 * Sets another person's password and ends their sessions. The own one is changed by somebody who knows it; root sets
 * the manager's, which then need not be changed again: nobody gives that order to themselves.
 */
export const setUserPassword = operation({
  name: 'user.setPassword',
  kind: 'change',
  input: z.strictObject({ login, password: newPassword, mustChangePassword: z.boolean().default(true) }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, password, mustChangePassword }): Promise<void> {
    const user = await userByLogin(handles, login)
    handles.intent.about({ dn: user.dn, name: login })
    const isOwn = user.first('entryUUID') === handles.actor.id
    if (isOwn && !handles.isRoot) throw new ConsoleError('denied', 'account.ownPassword')
    await handles.directory.modify(user.dn, [
      { attribute: 'userPassword', replace: [password] },
      ...(isOwn ? [] : [{ attribute: 'pwdReset', replace: mustChangePassword ? ['TRUE'] : [] }]),
    ])
    await handles.endSessions({ dn: user.dn, id: user.first('entryUUID') ?? '' })
  },
})

export function userRow(entry: Entry): UserRow {
  return {
    dn: entry.dn,
    login: entry.first('uid') ?? '',
    name: entry.first('displayName') ?? entry.first('cn') ?? '',
    mail: entry.first('mail') ?? '',
    role: (entry.first('smRole') as Role | undefined) ?? 'user',
    suspended: entry.first('smAccountStatus') === 'suspended',
    hasMailbox: entry.isTrue('smMailbox'),
  }
}

async function userFrom(handles: Handles, entry: Entry): Promise<User> {
  const row = userRow(entry)
  const aliases = filter.and(isAlias, filter.equals('member', entry.dn))
  const [quota, memberOf] = await Promise.all([
    quotaOf(handles, entry.dn),
    handles.grant === 'self' ? [] : handles.directory.searchAll(aliases, { attributes: ['mail'] }),
  ])
  return {
    ...row,
    id: entry.first('entryUUID') ?? '',
    container: parentDn(entry.dn),
    domain: domainOf(handles, entry.dn),
    firstName: entry.first('givenName') ?? '',
    lastName: entry.first('sn') ?? '',
    addresses: entry.values('mailLocalAddress'),
    mustChangePassword: entry.isTrue('pwdReset'),
    created: entry.first('createTimestamp') ?? null,
    quota,
    aliases: memberOf.map((alias) => alias.first('mail') ?? '').sort(),
  }
}

/** The quota of an account's mailbox; a dead Cyrus does not take the page with it. */
export async function quotaOf(handles: Handles, dn: string): Promise<User['quota']> {
  try {
    return await (await handles.mailboxOf(dn)).quota()
  } catch (error) {
    if (isConsoleError(error, 'unavailable')) return 'unavailable'
    throw error
  }
}

function newEntry(
  draft: z.infer<typeof UserDraft>,
  mail: string,
  hostname: string,
): Record<string, string[]> {
  const name = [draft.firstName, draft.lastName].filter(Boolean).join(' ')
  return {
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    uid: [draft.login],
    cn: [name],
    displayName: [name],
    sn: [draft.lastName],
    ...(draft.firstName && { givenName: [draft.firstName] }),
    mail: [mail],
    mailLocalAddress: [mail],
    mailHost: [hostname],
    smMailbox: [draft.mailbox ? 'TRUE' : 'FALSE'],
    userPassword: [draft.password],
    ...(draft.mustChangePassword && { pwdReset: ['TRUE'] }),
  }
}

async function finishMailbox(
  handles: Handles,
  dn: string,
  wish: { quota: number | null; standardFolders: boolean },
) {
  const mailbox = await handles.mailboxOf(dn)
  await handles.intent.step('quota', {}, () => mailbox.setQuota(wish.quota))
  if (wish.standardFolders) await handles.intent.step('folders', {}, () => mailbox.createStandardFolders())
  handles.intent.change({ dn, attribute: 'quota', before: [], after: quotaText(wish.quota) })
}

type Edits = z.infer<typeof updateUser.input>

/** The attributes that an edit touches, with the values they had when they were shown. */
function entryEdits(user: Entry, { firstName, lastName, address: mail }: Edits, domain: string) {
  const changes: { attribute: string; add?: string[]; delete?: string[]; replace?: string[] }[] = []
  const assert: Record<string, string[]> = {}
  const replace = (attribute: string, to: string, from?: string) => {
    changes.push({ attribute, replace: to ? [to] : [] })
    if (from !== undefined) assert[attribute] = from ? [from] : []
  }
  if (firstName) replace('givenName', firstName.to, firstName.from)
  if (lastName) replace('sn', lastName.to, lastName.from)
  if (firstName || lastName) {
    const first = firstName?.to ?? user.first('givenName') ?? ''
    const name = [first, lastName?.to ?? user.first('sn') ?? ''].filter(Boolean).join(' ')
    replace('cn', name)
    replace('displayName', name)
  }
  if (mail && mail.to !== user.first('mail')) {
    ownAddress(mail.to, domain)
    const others = user
      .values('mailLocalAddress')
      .filter((value) => value !== user.first('mail') && value !== mail.to)
    replace('mail', mail.to, mail.from)
    changes.push({ attribute: 'mailLocalAddress', replace: [mail.to, ...others] })
  }
  return { changes, assert }
}

function ownAddress(mail: string, domain: string): string {
  if (mail.endsWith(`@${domain.toLowerCase()}`)) return mail
  throw new ConsoleError('invalid', 'input.invalid', {}, [
    { field: 'address', code: 'address.domain', values: { domain } },
  ])
}

/** A kind word before slapd's refusal, which stays the judge when two do this at once. */
async function refuseTaken(handles: Handles, uid: string | null, mail: string, own: string[] = []) {
  const fields: { field: string; code: 'login.taken' | 'address.taken'; values: Record<string, string> }[] =
    []
  if (uid && (await handles.isTaken('uid', uid)))
    fields.push({ field: 'login', code: 'login.taken', values: {} })
  if (!own.includes(mail) && (await handles.isTaken('mailLocalAddress', mail))) {
    fields.push({ field: 'address', code: 'address.taken', values: { address: mail } })
  }
  if (fields.length > 0) throw new ConsoleError('conflict', 'input.invalid', {}, fields)
}

async function cannotBeUndone(): Promise<void> {
  throw new ConsoleError('failed', 'intent.open')
}

function quotaText(bytes: number | null | undefined): string[] {
  return bytes === null || bytes === undefined ? [] : [String(bytes)]
}
