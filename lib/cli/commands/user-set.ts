import type { Command } from 'commander'
import { personDetails, setUserStatus, showUser, updateUser } from '@/lib/directory'
import type { Face } from '../face'
import { addDetailOptions, addYesOrNo, type Given, requiredEdits } from './edits'
import { addMove } from './moving'

/** Fields of a user that options of the same name change; the others are details. */
const fields = [
  ...['firstName', 'lastName', 'displayName', 'address', 'alternates', 'forwarding', 'keepsCopy'],
  ...['alternateMail', 'language', 'webClient', 'sendsLocalOnly', 'receivesLocalOnly', 'quota', 'mailbox'],
]

/** `user set|move|suspend|resume`. */
export function addUserChanges(user: Command, face: Face): void {
  const { t, perform, answer } = face
  const changed = (login: string) => answer({ login }, t('User {login} was changed.', { login }))

  const set = user
    .command('set <login>')
    .description(t('Change a user: only what is given changes'))
    .option('--first-name <name>', t('First name'))
    .option('--last-name <name>', t('Last name'))
    .option('--display-name <name>', t('Name as it is shown; empty for first and last name'))
    .option('--address <address>', t('E-mail address'))
    .option('--alternates <addresses>', t('All other addresses, separated by commas'))
    .option('--forwarding <addresses>', t('Where mail goes on to, separated by commas; empty for nowhere'))
  addYesOrNo(set, 'keepsCopy', t('Keep a copy of mail that goes on'), t('Keep no copy of mail that goes on'))
    .option('--alternate-mail <address>', t('Address elsewhere at which the person can be reached'))
    .option('--language <tag>', t('Language, such as en, de or he'))
    .option('--quota <size>', t('How much the mailbox holds, such as 500MB or 2GB; none for no limit'))
    .option('--mailbox', t('Give a mailbox to a user who has none'))
    .option('--no-standard-folders', t('Make no folders for drafts, sent mail, trash and junk'))
  addUserRights(set, face)
  addDetailOptions(set, personDetails, t).action(async (login: string, options: Given) => {
    const given = Object.fromEntries(fields.map((name) => [name, options[name]]))
    const edits = requiredEdits(given, personDetails, options, t)
    await perform(updateUser, { login, ...edits, standardFolders: options.standardFolders })
    changed(login)
  })

  const move = user
    .command('move <login>')
    .description(t('Move a user; mail to the old addresses goes on arriving'))
  addMove(move, face, async (login) => (await perform(showUser, { login })).dn)

  user
    .command('suspend <login>')
    .description(t('Let a user sign in to nothing'))
    .option('--refuse-mail', t('Refuse mail to the user too'))
    .action(async (login: string, { refuseMail }: { refuseMail?: true }) => {
      const refusesMail = refuseMail === true
      await perform(setUserStatus, { login, status: 'suspended', refusesMail })
      answer({ login, status: 'suspended', refusesMail }, t('User {login} was suspended.', { login }))
    })

  user
    .command('resume <login>')
    .description(t('Let a suspended user sign in again'))
    .action(async (login: string) => {
      await perform(setUserStatus, { login, status: 'active' })
      answer({ login, status: 'active' }, t('User {login} may sign in again.', { login }))
    })
}

/** Options for what a user may do. */
export function addUserRights(command: Command, { t }: Face): Command {
  addYesOrNo(command, 'webClient', t('Allow the web client'), t('Do not allow the web client'))
  addYesOrNo(
    command,
    'sendsLocalOnly',
    t('Let the user send mail within this server only'),
    t('Let the user send mail everywhere'),
  )
  return addYesOrNo(
    command,
    'receivesLocalOnly',
    t('Let the user get mail from this server only'),
    t('Let the user get mail from everywhere'),
  )
}
