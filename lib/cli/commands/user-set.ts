import { type Command, Option } from 'commander'
import { folderLanguages } from '@/lib/access'
import { personDetails, setUserStatus, showUser, updateUser } from '@/lib/directory'
import type { Face } from '../face'
import { addDetailOptions, addYesOrNo, type Given, requiredEdits } from './edits'
import { addMove } from './moving'

/** Fields of a user that options of the same name make and change; the others are details. */
export const userFields = [
  ...['firstName', 'lastName', 'displayName', 'address', 'alternates', 'forwarding', 'keepsCopy'],
  ...['alternateMail', 'language', 'webClient', 'sendsLocalOnly', 'receivesLocalOnly', 'quota'],
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
    .option('--address <address>', t('E-mail address'))
  addUserTexts(set, face)
    .option('--quota <size>', t('How much the mailbox holds, such as 500MB or 2GB; none for no limit'))
    .option('--mailbox', t('Give a mailbox to a user who has none'))
  addFolders(set, face)
  addUserRights(set, face)
  addDetailOptions(set, personDetails, t).action(async (login: string, options: Given) => {
    const given = Object.fromEntries([...userFields, 'mailbox'].map((name) => [name, options[name]]))
    const edits = requiredEdits(given, personDetails, options, t)
    const { standardFolders, folderLanguage } = options
    await perform(updateUser, { login, ...edits, standardFolders, folderLanguage })
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

/** Options for how a user is called and where mail goes. */
export function addUserTexts(command: Command, { t }: Face): Command {
  command
    .option('--display-name <name>', t('Name as it is shown; empty for first and last name'))
    .option('--alternates <addresses>', t('All other addresses, separated by commas'))
    .option('--forwarding <addresses>', t('Where mail goes on to, separated by commas; empty for nowhere'))
  return addYesOrNo(
    command,
    'keepsCopy',
    t('Keep a copy of mail that goes on'),
    t('Keep no copy of mail that goes on'),
  )
    .option('--alternate-mail <address>', t('Address elsewhere at which the person can be reached'))
    .option('--language <tag>', t('Language, such as en, de or he'))
}

/** Options for the folders of a new mailbox. */
export function addFolders(command: Command, { t }: Face): Command {
  const language = new Option(
    '--folder-language <code>',
    t('What these folders are named in; without it the user’s language'),
  )
  return command
    .option('--no-standard-folders', t('Make no folders for drafts, sent mail, trash and junk'))
    .addOption(language.choices(folderLanguages))
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
