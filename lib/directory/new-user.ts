/** A user who is made: what can be said from the beginning, and the entry that keeps it. */
import { z } from 'zod'
import { folderLanguages } from '@/lib/access'
import { quotaField } from '@/lib/mailboxes'
import { detailAttributes, newDetails, personDetails } from './details'
import { addressOrNone, entryName, line, newLogin, newPassword, requiredLine } from './fields'
import { alternatesTo, refuseLoop, userTexts } from './user-edits'

export const UserDraft = z.strictObject({
  /** DN, or name of a domain. */
  container: entryName,
  login: newLogin,
  password: newPassword,
  mustChangePassword: z.boolean().default(true),
  firstName: line().default(''),
  lastName: requiredLine(),
  /** First and last name when empty. */
  displayName: userTexts.displayName.prefault(''),
  /** login@domain when empty. */
  address: addressOrNone.default(''),
  alternates: userTexts.alternates.prefault(''),
  forwarding: userTexts.forwarding.prefault(''),
  keepsCopy: z.boolean().default(false),
  alternateMail: userTexts.alternateMail.prefault(''),
  language: userTexts.language.prefault(''),
  mailbox: z.boolean().default(true),
  /** Left out: the default of the container or domain. */
  quota: quotaField.optional(),
  standardFolders: z.boolean().default(true),
  /** What the standard folders are called in. Left out: the person's language, or that of who makes the account. */
  folderLanguage: z.enum(folderLanguages).optional(),
  webClient: z.boolean().default(true),
  sendsLocalOnly: z.boolean().default(false),
  receivesLocalOnly: z.boolean().default(false),
  details: newDetails(personDetails),
})

/** Errors: invalid for alternate addresses outside the domain, and for forwarding to the account itself. */
export function newEntry(
  draft: z.infer<typeof UserDraft>,
  mail: string,
  { domain, hostname }: { domain: string; hostname: string },
): Record<string, string[]> {
  const name = [draft.firstName, draft.lastName].filter(Boolean).join(' ')
  const addresses = [mail, ...alternatesTo(mail, draft.alternates, domain)]
  refuseLoop(addresses, draft.forwarding)
  return detailAttributes({
    objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
    uid: [draft.login],
    cn: [name],
    displayName: [draft.displayName || name],
    sn: [draft.lastName],
    givenName: present(draft.firstName),
    mail: [mail],
    mailLocalAddress: addresses,
    mailHost: [hostname],
    smForwardingAddress: draft.forwarding,
    smForwardingKeepsCopy: draft.keepsCopy ? ['TRUE'] : [],
    smAlternateMail: present(draft.alternateMail),
    preferredLanguage: present(draft.language),
    smMailbox: [draft.mailbox ? 'TRUE' : 'FALSE'],
    smAccountStatus: ['active'],
    smWebClient: draft.webClient ? [] : ['FALSE'],
    smSendsLocalOnly: draft.sendsLocalOnly ? ['TRUE'] : [],
    smReceivesLocalOnly: draft.receivesLocalOnly ? ['TRUE'] : [],
    ...draft.details,
    userPassword: [draft.password],
    pwdReset: draft.mustChangePassword ? ['TRUE'] : [],
  })
}

function present(text: string): string[] {
  return text ? [text] : []
}
