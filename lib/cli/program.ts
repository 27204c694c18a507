/** The command line as a whole: global options, one group of commands for each subject, help in every language. */
import { Command, Option } from 'commander'
import type { T } from '@/lib/locales/translate'
import { addAclCommands } from './commands/acl'
import { addAdminCommands } from './commands/admin'
import { addAliasCommands } from './commands/alias'
import { addAuditCommands } from './commands/audit'
import { addCompletionCommand } from './commands/completion'
import { addConfigCommands } from './commands/config'
import { addContactCommands } from './commands/contact'
import { addContainerCommands } from './commands/container'
import { addDemoCommand } from './commands/demo'
import { addDomainCommands } from './commands/domain'
import { addFolderCommands } from './commands/folder'
import { addJobCommands } from './commands/job'
import { addPostingCommands } from './commands/posting'
import { addQuotaCommands } from './commands/quota'
import { addReconstructCommands } from './commands/reconstruct'
import { addResourceCommands } from './commands/resource'
import { addRetentionCommands } from './commands/retention'
import { addServiceCommands } from './commands/service'
import { addUserCommands } from './commands/user'
import { commandFace, type Face, type GlobalOptions } from './face'
import { printableSentence } from './printable'
import { exitCodes } from './refusal'
import { padded } from './width'

/** A program that gives its results to `surroundings.write`; parse errors and failures are thrown. */
export function commandLine(surroundings: Parameters<typeof commandFace>[1]): Command {
  const { t } = surroundings
  const program = new Command('server-manager')
    .description(
      t(
        'Manages a mail server: domains and what is in them, aliases, mail folders, administrators, services.',
      ),
    )
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => helpTitle(title, t),
      optionDescription: withChoices,
      argumentDescription: withChoices,
    })
    .helpOption('-h, --help', t('Show what a command takes'))
    .helpCommand(`help [${t('command')}]`, t('Show what a command takes'))
    .option('--json', t('Give results and errors as JSON'))
    .option('--login <login>', t('Act as this person; without it root acts as the manager'))
    .option(
      '--password-stdin',
      t('Read passwords from standard input, one a line: first that of --login, then a new one'),
    )
    .addOption(new Option('--instance <directory>', t('Manage this instance')))
    .addHelpText('after', () => `\n${exitCodeHelp(t)}`)
  const face: Face = commandFace(() => program.opts<GlobalOptions>(), surroundings)
  addDomainCommands(program, face)
  addContainerCommands(program, face)
  addUserCommands(program, face)
  addAliasCommands(program, face)
  addContactCommands(program, face)
  addResourceCommands(program, face)
  addFolderCommands(program, face)
  addAclCommands(program, face)
  addQuotaCommands(program, face)
  addRetentionCommands(program, face)
  addPostingCommands(program, face)
  addReconstructCommands(program, face)
  addJobCommands(program, face)
  addAdminCommands(program, face)
  addServiceCommands(program, face)
  addConfigCommands(program, face)
  addAuditCommands(program, face)
  addCompletionCommand(program, face)
  addDemoCommand(program, face)
  return program
}

/** A mistake in the arguments in the person's language; commander's codes, its own text for new ones. */
export function usageText(error: { code: string; message: string }, t: T): string {
  const [what = '', other = ''] = [...error.message.matchAll(/'(.*?)'/gs)].map(([, word = '']) => word)
  const choices = /Allowed choices are (.*)\.$/s.exec(error.message)?.[1]
  switch (error.code) {
    case 'commander.unknownCommand':
      return t('There is no command {what}.', { what })
    case 'commander.unknownOption':
      return t('There is no option {what}.', { what })
    case 'commander.missingArgument':
      return t('The argument {what} is missing.', { what })
    case 'commander.optionMissingArgument':
      return t('The option {what} needs a value.', { what })
    case 'commander.missingMandatoryOptionValue':
      return t('The option {what} is missing.', { what })
    case 'commander.invalidArgument':
      // Of an option it is named first, of an argument last.
      return t('{what} is one of: {choices}.', {
        what: what.startsWith('-') ? what : other,
        choices: choices ?? '',
      })
    case 'commander.conflictingOption':
      return t('{what} and {other} do not go together.', { what, other })
    case 'commander.excessArguments':
      return t('There are too many arguments.')
    default:
      return printableSentence(error.message.replace(/^error: /, ''))
  }
}

function exitCodeHelp(t: T): string {
  const rows: [number, string][] = [
    [exitCodes.done, t('done')],
    [exitCodes.refused, t('refused or failed')],
    [exitCodes.usage, t('wrong arguments or values')],
    [exitCodes.unavailable, t('a server, the console or the instance does not answer')],
    [exitCodes.notAllowed, t('not found, or not allowed')],
    [
      exitCodes.notSignedIn,
      t('not signed in: wrong login or password, too many attempts, password must be changed'),
    ],
    [exitCodes.conflict, t('a conflict with what is there, or with what somebody else changed meanwhile')],
  ]
  return [t('Exit codes:'), ...rows.map(([code, words]) => `  ${padded(String(code), 3)}${words}`)].join('\n')
}

/** Commander's own words around them are English. */
function withChoices({ description, argChoices }: { description: string; argChoices?: string[] }): string {
  return argChoices ? `${description}: ${argChoices.join(', ')}` : description
}

function helpTitle(title: string, t: T): string {
  const titles: Record<string, string> = {
    'Usage:': t('Usage:'),
    'Arguments:': t('Arguments:'),
    'Options:': t('Options:'),
    'Global Options:': t('Global options:'),
    'Commands:': t('Commands:'),
  }
  return titles[title] ?? title
}
