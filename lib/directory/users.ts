/** Users: accounts with a login, addresses and, mostly, a mailbox. Entry, mailbox and quota are one change. */
import { z } from 'zod'
import {
  type AttributeChange,
  childDn,
  type Entry,
  type FolderLanguage,
  folderLanguageOf,
  folderLanguages,
  type Handles,
  openForPosting,
  operation,
  parentDn,
} from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { quotaField } from '@/lib/mailboxes'
import { detailEdits, personDetails } from './details'
import { address, edit, line, login, newPassword, requiredLine, shownId, yesOrNo } from './fields'
import { formerAddresses, removeWithFormerAddresses } from './former-addresses'
import { defaultQuotaOf, refuseAccountOverLimit, refuseStorageOverLimit } from './limits'
import { absentIsNull, isMadeBy, takeBack } from './made'
import { newEntry, UserDraft } from './new-user'
import { containerAt, domainOf, refuseAnother, userByLogin } from './tree'
import { addressesOf, entryEdits, ownAddress, userTexts } from './user-edits'

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
    const domain = domainOf(handles, dn)
    const mail = ownAddress(draft.address || `${draft.login}@${domain}`, domain)
    const entry = newEntry(draft, mail, { domain, hostname: handles.instance.hostname })
    await refuseTaken(handles, draft.login, entry.mailLocalAddress ?? [])
    await refuseAccountOverLimit(handles, container.dn)
    const quota = draft.quota === undefined ? await defaultQuotaOf(handles, container.dn) : draft.quota
    if (draft.mailbox) await refuseStorageOverLimit(handles, container.dn, quota)
    const mailbox = await handles.mailboxOf(dn)
    // Asked first: Cyrus being down costs nothing then, and a stranger's old mail is never handed over.
    // Without a mailbox of its own the account would have the old one's folders all the same.
    if ((draft.mailbox || handles.grant !== 'all') && (await mailbox.exists())) {
      throw new ConsoleError('conflict', 'mailbox.exists', {}, [
        { field: 'login', code: 'mailbox.exists', values: {} },
      ])
    }
    const folderLanguage = draft.folderLanguage ?? folderLanguageOf(draft.language, handles.actor.language)
    await intent.step(
      'entry',
      { dn, folderLanguage },
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
      await finishMailbox(handles, dn, { ...draft, quota, folderLanguage })
    }
    return { dn, login: draft.login, mail }
  },
  async recover(handles, { state, input, steps, target, at, actorDn }) {
    const draft = z
      .object({ mailbox: z.boolean(), quota: z.number().nullish(), standardFolders: z.boolean() })
      .parse(input)
    // Who asked is not who recovers, so their language was written down.
    const folderLanguage = folderLanguageOf(String(steps[0]?.data.folderLanguage))
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
      const quota = draft.quota === undefined ? await defaultQuotaOf(handles, parentDn(target)) : draft.quota
      await finishMailbox(handles, target, { ...draft, quota, folderLanguage })
    }
    return 'finished'
  },
})

/** Changes names, the primary address, the quota; gives a mailbox to an account that has none or lost it. */
export const updateUser = operation({
  name: 'user.update',
  kind: 'change',
  input: z.strictObject({
    ...{ login, id: shownId },
    firstName: edit(line()),
    lastName: edit(requiredLine()),
    address: edit(address),
    displayName: edit(userTexts.displayName),
    /** `from` is in bytes; '' was no limit. */
    quota: edit(quotaField),
    mailbox: edit(z.literal('true')),
    standardFolders: z.boolean().default(true),
    /** As of a new user. */
    folderLanguage: z.enum(folderLanguages).optional(),
    alternates: edit(userTexts.alternates),
    forwarding: edit(userTexts.forwarding),
    keepsCopy: edit(yesOrNo),
    alternateMail: edit(userTexts.alternateMail),
    language: edit(userTexts.language),
    webClient: edit(yesOrNo),
    sendsLocalOnly: edit(yesOrNo),
    receivesLocalOnly: edit(yesOrNo),
    details: detailEdits(personDetails),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, input): Promise<void> {
    const { directory, intent } = handles
    const user = await userByLogin(handles, input.login)
    refuseAnother(user, input.id)
    const { dn } = user
    intent.about({ dn, name: input.login })
    await directory.requireChangeable(dn)
    const brought = await formerAddresses(handles, dn)
    const mailbox = await handles.mailboxOf(dn)
    const before = input.quota && user.isTrue('smMailbox') ? await mailbox.quota() : null
    // Before anything is changed: the entry and the quota are one edit.
    const from = input.quota?.from
    if (before && from !== undefined && from !== String(before.limitBytes ?? ''))
      throw new ConsoleError('conflict', 'edit.conflict', { attributes: 'quota' })
    const edits = entryEdits(user, input, { domain: domainOf(handles, dn), brought })
    if (edits.changes.length > 0) {
      const back = edits.changes.map(({ attribute }) => ({ attribute, replace: user.values(attribute) }))
      await refuseTakenAddresses(handles, user, edits.changes)
      await intent.step(
        'entry',
        { dn },
        () => directory.modify(dn, edits.changes, edits.assert),
        () => directory.modify(dn, back),
      )
    }
    const exists = input.mailbox ? await mailbox.exists() : true
    if (input.mailbox && !(exists && user.isTrue('smMailbox'))) {
      await refuseStorageOverLimit(handles, dn, input.quota?.to ?? null)
      // A mailbox that somebody made by other means is taken over with what is in it.
      const undo = exists ? undefined : () => mailbox.remove()
      await intent.step('mailbox', { login: input.login }, () => mailbox.create(), undo)
      await finishMailbox(handles, dn, {
        quota: input.quota?.to ?? null,
        standardFolders: input.standardFolders,
        folderLanguage:
          input.folderLanguage ??
          folderLanguageOf(input.language?.to ?? user.first('preferredLanguage'), handles.actor.language),
      })
      await directory.modify(dn, [{ attribute: 'smMailbox', replace: ['TRUE'] }])
    } else if (input.quota && user.isTrue('smMailbox')) {
      const { to } = input.quota
      await refuseStorageOverLimit(handles, dn, to, before?.limitBytes ?? 0)
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

/**
 * Suspends an account, so that nothing can sign in to it, or resumes it. Mail for a suspended one is still taken, or
 * refused; the person's sessions end.
 */
export const setUserStatus = operation({
  name: 'user.setStatus',
  kind: 'change',
  input: z.strictObject({
    ...{ login, id: shownId },
    status: z.enum(['active', 'suspended']),
    refusesMail: z.boolean().default(false),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, id, status, refusesMail }): Promise<void> {
    const user = await userByLogin(handles, login)
    refuseAnother(user, id)
    handles.intent.about({ dn: user.dn, name: login })
    if (status === 'suspended') {
      if (user.first('smRole') === 'manager') throw new ConsoleError('denied', 'account.manager')
      if (user.first('entryUUID') === handles.actor.id) throw new ConsoleError('denied', 'account.self')
    }
    await handles.directory.modify(user.dn, [
      { attribute: 'smAccountStatus', replace: [status] },
      { attribute: 'smRefusesMail', replace: status === 'suspended' && refusesMail ? ['TRUE'] : [] },
    ])
    if (status === 'suspended') {
      await handles.endSessions({ dn: user.dn, id: user.first('entryUUID') ?? '' })
    }
  },
})

/**
 * Removes the mailbox with all mail, then the addresses of other domains that the account brought along, then the
 * entry; slapd takes it out of every other alias. Cannot be undone.
 */
export const deleteUser = operation({
  name: 'user.delete',
  kind: 'change',
  input: z.strictObject({ login, id: shownId }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, id }): Promise<void> {
    const { directory, intent, actor } = handles
    const user = await userByLogin(handles, login)
    refuseAnother(user, id)
    intent.about({ dn: user.dn, name: login })
    await directory.requireChangeable(user.dn)
    if (user.first('smRole') === 'manager') throw new ConsoleError('denied', 'account.manager')
    if (user.first('entryUUID') === actor.id) throw new ConsoleError('denied', 'account.self')
    const mailbox = await handles.mailboxOf(user.dn)
    // Cyrus or the agent being down is found out while nothing is lost yet.
    await mailbox.exists()
    await mailbox.rightsElsewhere()
    const data = { dn: user.dn, id: user.first('entryUUID') ?? '' }
    await intent.step('mailbox', data, () => mailbox.remove(), cannotBeUndone)
    await intent.step('rights', data, () => forgetRights(handles, mailbox), cannotBeUndone)
    await intent.step('entry', data, () => removeWithFormerAddresses(handles, user.dn), cannotBeUndone)
    await handles.endSessions({ dn: user.dn, id: data.id })
  },
  async recover(handles, { steps, target }) {
    const begun = steps.find((step) => step.name === 'mailbox')
    if (!begun) return 'undone'
    const entry = await handles.directory.read(target, ['*', 'entryUUID']).catch(absentIsNull)
    // Somebody else's by now: the login was free again after the entry was gone.
    if (!entry || entry.first('entryUUID') !== begun.data.id) return 'finished'
    const mailbox = await handles.mailboxOf(target)
    await mailbox.remove()
    await forgetRights(handles, mailbox)
    await removeWithFormerAddresses(handles, target)
    return 'finished'
  },
})

async function forgetRights(
  { intent }: Handles,
  mailbox: Awaited<ReturnType<Handles['mailboxOf']>>,
): Promise<void> {
  for (const { folder, id, rights } of await mailbox.forgetRights())
    intent.change({ dn: folder, attribute: `acl ${id}`, before: [rights], after: [] })
}

/**
 * Sets another person's password and ends their sessions. The own one is changed by somebody who knows it; root sets
 * the manager's, which then need not be changed again: nobody gives that order to themselves.
 */
export const setUserPassword = operation({
  name: 'user.setPassword',
  kind: 'change',
  input: z.strictObject({
    login,
    id: shownId,
    password: newPassword,
    mustChangePassword: z.boolean().default(true),
  }),
  target: ({ login }) => ({ name: login }),
  async run(handles, { login, id, password, mustChangePassword }): Promise<void> {
    const user = await userByLogin(handles, login)
    refuseAnother(user, id)
    handles.intent.about({ dn: user.dn, name: login })
    const isOwn = user.first('entryUUID') === handles.actor.id
    if (isOwn && !handles.isRoot) throw new ConsoleError('denied', 'account.ownPassword')
    await handles.directory.modify(user.dn, [
      { attribute: 'userPassword', replace: [password] },
      ...(isOwn ? [] : [{ attribute: 'pwdReset', replace: mustChangePassword ? ['TRUE'] : [] }]),
    ])
    await handles.forgetAttempts({ dn: user.dn, login })
    await handles.endSessions({ dn: user.dn, id: user.first('entryUUID') ?? '' })
  },
})

async function finishMailbox(
  handles: Handles,
  dn: string,
  wish: { quota: number | null; standardFolders: boolean; folderLanguage: FolderLanguage },
) {
  const mailbox = await handles.mailboxOf(dn)
  await handles.intent.step('quota', {}, () => mailbox.setQuota(wish.quota))
  if (wish.standardFolders) {
    await handles.intent.step('folders', {}, () => mailbox.createStandardFolders(wish.folderLanguage))
  }
  handles.intent.change({ dn, attribute: 'quota', before: [], after: quotaText(wish.quota) })
  const words = await handles.postingWordsAt(dn)
  if (words.length > 0)
    await handles.intent.step('posting', {}, () => openForPosting(handles, mailbox.login, words))
}

/** Refuses, beside the field, an address that an edit adds and that somebody has. */
async function refuseTakenAddresses(handles: Handles, user: Entry, changes: AttributeChange[]) {
  const wanted = changes.find(({ attribute }) => attribute === 'mailLocalAddress')?.replace ?? []
  const had = addressesOf(user)
  const added = wanted.filter((value) => !had.includes(value))
  const primary = changes.find(({ attribute }) => attribute === 'mail')?.replace?.[0]
  for (const value of added) {
    if (!(await handles.isTaken('mailLocalAddress', value))) continue
    const field = value === primary ? 'address' : 'alternates'
    throw new ConsoleError('conflict', 'input.invalid', {}, [
      { field, code: 'address.taken', values: { address: value } },
    ])
  }
}

/** A kind word before slapd's refusal, which stays the judge when two do this at once. */
async function refuseTaken(handles: Handles, uid: string, mails: string[]) {
  const fields: { field: string; code: 'login.taken' | 'address.taken'; values: Record<string, string> }[] =
    []
  if (await handles.isTaken('uid', uid)) fields.push({ field: 'login', code: 'login.taken', values: {} })
  for (const [at, address] of mails.entries()) {
    if (!(await handles.isTaken('mailLocalAddress', address))) continue
    fields.push({ field: at === 0 ? 'address' : 'alternates', code: 'address.taken', values: { address } })
  }
  if (fields.length > 0) throw new ConsoleError('conflict', 'input.invalid', {}, fields)
}

async function cannotBeUndone(): Promise<void> {
  throw new ConsoleError('failed', 'intent.open')
}

function quotaText(bytes: number | null | undefined): string[] {
  return bytes === null || bytes === undefined ? [] : [String(bytes)]
}
