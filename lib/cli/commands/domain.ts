import type { Command } from 'commander'
import {
  createDomain,
  type Domain,
  deleteDomain,
  listDomains,
  showDomain,
  updateDomain,
} from '@/lib/directory'
import { formatLimit } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { properties, table } from '../table'
import { addYesOrNo, type Given, requiredEdits } from './edits'

/** `domain create|list|show|set|delete`. */
export function addDomainCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const domain = program.command('domain').description(t('Domains that the server takes mail for'))

  const create = domain.command('create <name>').description(t('Make a domain with its postmaster alias'))
  addDomainOptions(create, face).action(async (name: string, options: Given) => {
    const made = await perform(createDomain, { name, ...draft(options) })
    answer(made, t('Domain {name} was created.', { name: made.name }))
  })

  domain
    .command('list')
    .description(t('List the domains'))
    .action(async () => {
      const domains = await perform(listDomains, {})
      const rows = domains.map((row) => [row.name, peculiarities(row, t), row.description])
      answer(domains, table([t('Name'), t('Kind'), t('Description')], rows))
    })

  domain
    .command('show <name>')
    .description(t('Show a domain and how much is in it'))
    .action(async (name: string) => {
      const shown = await perform(showDomain, { name })
      const words = properties([
        [t('Name'), shown.name],
        ...told(t('Kind'), peculiarities(shown, t)),
        ...told(t('Description'), shown.description),
        [t('Users'), String(shown.contents.user)],
        [t('Aliases'), String(shown.contents.alias)],
        ...(shown.former > 0 ? told(t('Addresses left by moves'), String(shown.former)) : []),
        [t('Organizations'), String(shown.contents.organization)],
        [t('Groups'), String(shown.contents.group)],
        [t('Contacts'), String(shown.contents.contact)],
        [t('Resources'), String(shown.contents.resource)],
        ...limitLines(shown.limits, t),
      ])
      answer(shown, words)
    })

  const set = domain.command('set <name>').description(t('Change a domain: only what is given changes'))
  addDomainOptions(set, face).action(async (name: string, options: Given) => {
    const { details: _, ...edits } = requiredEdits(draft(options), {}, {}, t)
    await perform(updateDomain, { name, ...edits })
    answer({ name }, t('Domain {name} was changed.', { name }))
  })

  domain
    .command('delete <name>')
    .description(t('Delete an empty domain'))
    .option('--yes', t('Do not ask'))
    .action(async (name: string, { yes }: { yes?: true }) => {
      const shown = await perform(showDomain, { name })
      const loss = t('The domain {name} and its postmaster alias will be deleted.', { name: shown.name })
      const inside = Object.values(shown.contents).reduce((sum, count) => sum + count, shown.former)
      // Nobody is asked about what is refused all the same.
      if (inside === Number(shown.hasPostmaster)) await face.confirm(loss, shown.name, yes === true)
      await perform(deleteDomain, { name })
      answer({ name: shown.name }, t('Domain {name} was deleted.', { name: shown.name }))
    })
}

function addDomainOptions(command: Command, { t }: Face): Command {
  command.option('--description <text>', t('What the domain is for'))
  return addYesOrNo(command, 'private', t('Hide it from everybody outside'), t('Show it to everybody'))
    .option('--max-accounts <number>', t('How many accounts it may have; none for no limit'))
    .option('--max-aliases <number>', t('How many aliases it may have; none for no limit'))
    .option(
      '--max-storage <size>',
      t('What its mailboxes may hold together, such as 200GB; none for no limit'),
    )
    .option('--default-quota <size>', t('What a new mailbox may hold, such as 2GB; none for no limit'))
}

function draft(options: Given): Given {
  const { description, private: isPrivate, maxAccounts, maxAliases, maxStorage, defaultQuota } = options
  const count = (given: Given[string]) => (given === 'none' ? '' : given)
  return {
    ...{ description, private: isPrivate, maxStorage, defaultQuota },
    ...{ maxAccounts: count(maxAccounts), maxAliases: count(maxAliases) },
  }
}

/** Nothing where there is nothing to say. */
function told(name: string, value: string): [string, string][] {
  return value ? [[name, value]] : []
}

function peculiarities({ primary, private: isPrivate }: Domain, t: T): string {
  return [primary && t('first domain'), isPrivate && t('private')].filter(Boolean).join(', ')
}

type Limits = Record<'smMaxAccounts' | 'smMaxAliases' | 'smMaxStorage' | 'smDefaultQuota', string>

function limitLines(limits: Limits, t: T): [string, string][] {
  const size = (bytes: string) => bytes && formatLimit(t.locale, Number(bytes))
  const lines: [string, string][] = [
    [t('Accounts at most'), limits.smMaxAccounts],
    [t('Aliases at most'), limits.smMaxAliases],
    [t('Storage at most'), size(limits.smMaxStorage)],
    [t('Quota of new mailboxes'), size(limits.smDefaultQuota)],
  ]
  return lines.filter(([, value]) => value !== '')
}
