import type { Command } from 'commander'
import {
  createUser,
  deleteUser,
  listUsers,
  personDetails,
  setUserPassword,
  showUser,
  type User,
} from '@/lib/directory'
import { formatBytes } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { changeOwnPassword } from '@/lib/self'
import type { Face } from '../face'
import { refusal } from '../refusal'
import { table } from '../table'
import { addDetailOptions, detailsOf, type Given } from './edits'
import { addUserFiles } from './user-files'
import { addUserFind } from './user-find'
import { userProperties } from './user-properties'
import { addFolders, addUserChanges, addUserRights, addUserTexts, userFields } from './user-set'
import { roleWords, stateWords } from './words'

type CreateOptions = {
  in: string
  mailbox: boolean
  standardFolders: boolean
  mustChange: boolean
  generatePassword?: true
}

/** `user create|list|find|show|set|move|suspend|resume|photo|certificate|delete|passwd`. */
export function addUserCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const user = program.command('user').description(t('People with a login and, mostly, a mailbox'))

  const create = user
    .command('create <login>')
    .description(t('Make a user with a mailbox'))
    .requiredOption('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN'))
    .requiredOption('--last-name <name>', t('Last name'))
    .option('--first-name <name>', t('First name'))
    .option('--address <address>', t('E-mail address; without it login@domain'))
  addUserTexts(create, face)
    .option(
      '--quota <size>',
      t('How much the mailbox holds, such as 500MB or 2GB, or none; without it what is usual there'),
    )
    .option('--no-mailbox', t('Make no mailbox'))
  addFolders(create, face)
    .option('--no-must-change', t('The password need not be changed at the first sign-in'))
    .option('--generate-password', t('Make up a password and print it'))
  addUserRights(create, face)
  addDetailOptions(create, personDetails, t).action(async (login: string, options: CreateOptions & Given) => {
    const { password, generated } = await face.newPassword({ generate: options.generatePassword === true })
    const made = await perform(createUser, { ...userDraft(login, options), password })
    const words = t('User {login} was created with the address {address}.', {
      login: made.login,
      address: made.mail,
    })
    answer({ ...made, ...(generated && { password }) }, withPassword(words, generated && password, t))
  })

  user
    .command('list')
    .description(t('List the users'))
    .option('--in <place>', t('Only below this place, such as example.com or example.com/Sales, or a DN'))
    .action(async (options: { in?: string }) => {
      const users = await perform(listUsers, options.in === undefined ? {} : { container: options.in })
      const rows = users.map((row) => [
        row.login,
        row.name,
        row.mail,
        roleWords(row.role, t),
        stateWords(row, t),
      ])
      answer(users, table([t('Login'), t('Name'), t('Address'), t('Role'), t('State')], rows))
    })

  user
    .command('show <login>')
    .description(t('Show a user'))
    .action(async (login: string) => {
      const shown = await perform(showUser, { login })
      answer(shown, userProperties(shown, t))
    })

  addUserFind(user, face)
  addUserChanges(user, face)
  addUserFiles(user, face)

  user
    .command('delete <login>')
    .description(t('Delete a user with the mailbox and all mail'))
    .option('--yes', t('Do not ask'))
    .action(async (login: string, { yes }: { yes?: true }) => {
      const shown = await perform(showUser, { login })
      await face.confirm(losses(shown, t), shown.login, yes === true)
      await perform(deleteUser, { login })
      answer({ login: shown.login }, t('User {login} was deleted.', { login: shown.login }))
    })

  user
    .command('passwd [login]')
    .description(t('Set a password: of a user, or without a login your own'))
    .option('--no-must-change', t('The password need not be changed at the next sign-in'))
    .option('--generate-password', t('Make up a password and print it'))
    .action(async (login: string | undefined, options: { mustChange: boolean; generatePassword?: true }) => {
      const current = login === undefined ? await face.ownPassword() : null
      if (login === undefined && current === null) {
        throw refusal('usage', 'usage', t('Root has no password of its own here: say whose to set.'))
      }
      const { password, generated } = await face.newPassword({ generate: options.generatePassword === true })
      if (login === undefined) await perform(changeOwnPassword, { current, password, repeat: password })
      else await perform(setUserPassword, { login, password, mustChangePassword: options.mustChange })
      answer(
        generated ? { password } : {},
        withPassword(t('The password was changed.'), generated && password, t),
      )
    })
}

/** What is not said is left out: the operation knows what is usual. */
function userDraft(login: string, options: CreateOptions & Given) {
  return {
    ...Object.fromEntries(userFields.map((name) => [name, options[name]])),
    ...{ container: options.in, login, mailbox: options.mailbox, mustChangePassword: options.mustChange },
    ...{ standardFolders: options.standardFolders, folderLanguage: options.folderLanguage },
    details: detailsOf(personDetails, options),
  }
}

/** What goes with a user. */
function losses(user: User, t: T): string {
  const { login, name, quota, aliases, formerAddresses } = user
  const lines = [t('The user {login} ({name}) will be deleted.', { login, name })]
  if (quota && quota !== 'unavailable') {
    const size = formatBytes(t.locale, quota.usedBytes)
    lines.push(t('The mailbox goes with all its folders and mail: {size}. This cannot be undone.', { size }))
  } else if (quota) lines.push(t('The mailbox goes with all its folders and mail. This cannot be undone.'))
  if (formerAddresses.length > 0) {
    const addresses = formerAddresses.join(', ')
    lines.push(t('So do the addresses of other domains that it brought along: {addresses}.', { addresses }))
  }
  if (aliases.length > 0) lines.push(t('Taken out of: {aliases}', { aliases: aliases.join(', ') }))
  return lines.join(' ')
}

function withPassword(words: string, password: string | false, t: T): string {
  return password ? `${words}\n${t('Password: {password}', { password })}` : words
}
