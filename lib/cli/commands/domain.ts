import type { Command } from 'commander'
import { createDomain, deleteDomain, listDomains, showDomain, updateDomain } from '@/lib/directory'
import type { Face } from '../face'
import { properties, table } from '../table'

/** `domain create|list|show|set|delete`. */
export function addDomainCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const domain = program.command('domain').description(t('Domains that the server takes mail for'))

  domain
    .command('create <name>')
    .description(t('Make a domain with its postmaster alias'))
    .option('--description <text>', t('What the domain is for'))
    .action(async (name: string, { description }: { description?: string }) => {
      const made = await perform(createDomain, { name, description })
      answer(made, t('Domain {name} was created.', { name: made.name }))
    })

  domain
    .command('list')
    .description(t('List the domains'))
    .action(async () => {
      const domains = await perform(listDomains, {})
      const rows = domains.map(({ name, description }) => [name, description])
      answer(domains, table([t('Name'), t('Description')], rows))
    })

  domain
    .command('show <name>')
    .description(t('Show a domain and how much is in it'))
    .action(async (name: string) => {
      const shown = await perform(showDomain, { name })
      const words = properties([
        [t('Name'), shown.name],
        [t('Description'), shown.description],
        [t('Users'), String(shown.contents.user)],
        [t('Aliases'), String(shown.contents.alias)],
        [t('Organizations'), String(shown.contents.organization)],
        [t('Groups'), String(shown.contents.group)],
      ])
      answer(shown, words)
    })

  domain
    .command('set <name>')
    .description(t('Change the description of a domain'))
    .requiredOption('--description <text>', t('What the domain is for'))
    .action(async (name: string, { description }: { description: string }) => {
      await perform(updateDomain, { name, description: { to: description } })
      answer({ name }, t('Domain {name} was changed.', { name }))
    })

  domain
    .command('delete <name>')
    .description(t('Delete an empty domain'))
    .option('--yes', t('Do not ask'))
    .action(async (name: string, { yes }: { yes?: true }) => {
      const shown = await perform(showDomain, { name })
      const loss = t('The domain {name} and its postmaster alias will be deleted.', { name: shown.name })
      await face.confirm(loss, shown.name, yes === true)
      await perform(deleteDomain, { name })
      answer({ name: shown.name }, t('Domain {name} was deleted.', { name: shown.name }))
    })
}
