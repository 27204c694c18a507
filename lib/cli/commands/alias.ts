import type { Command } from 'commander'
import { createAlias, deleteAlias, listAliases, showAlias, updateAlias } from '@/lib/aliases'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { refusal } from '../refusal'
import { properties, table } from '../table'

type SetOptions = { description?: string; members?: string[]; add?: string[]; remove?: string[] }

/** `alias create|list|show|set|delete`. */
export function addAliasCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const alias = program
    .command('alias')
    .description(t('Addresses that lead to users, other aliases, addresses elsewhere'))

  alias
    .command('create <address> <member...>')
    .description(t('Make an alias; members are logins, addresses, or ways to domains and groups'))
    .option('--description <text>', t('What the alias is for'))
    .action(async (address: string, members: string[], { description }: { description?: string }) => {
      const made = await perform(createAlias, { address, members, description })
      answer(made, t('Alias {address} was created.', { address: made.address }))
    })

  alias
    .command('list')
    .description(t('List the aliases'))
    .option('--in <place>', t('Only below this place, such as example.com or example.com/Sales, or a DN'))
    .action(async (options: { in?: string }) => {
      const aliases = await perform(listAliases, options.in === undefined ? {} : { container: options.in })
      const rows = aliases.map((row) => [row.address, String(row.members), row.description])
      answer(aliases, table([t('Address'), t('Members'), t('Description')], rows))
    })

  alias
    .command('show <address>')
    .description(t('Show an alias and its members'))
    .action(async (address: string) => {
      const shown = await perform(showAlias, { address })
      const members = shown.members.map(({ text, name }) => (name === '' ? text : `${text} (${name})`))
      const words = properties([
        [t('Address'), shown.address],
        [t('Description'), shown.description],
        [t('Members'), shown.hiddenMembers > 0 ? [...members, notShown(shown.hiddenMembers, t)] : members],
      ])
      answer(shown, words)
    })

  alias
    .command('set <address>')
    .description(t('Change an alias: only what is given changes'))
    .option('--description <text>', t('What the alias is for'))
    .option('--members <member...>', t('All members from now on'))
    .option('--add <member...>', t('Members to add'))
    .option('--remove <member...>', t('Members to take out, as they are shown'))
    .action(async (address: string, options: SetOptions) => {
      const members = await memberEdit(address, options, face)
      const { description } = options
      if (!members && description === undefined) {
        throw refusal('usage', 'usage', t('Say what to change: see --help.'))
      }
      await perform(updateAlias, {
        address,
        ...(description !== undefined && { description: { to: description } }),
        ...(members && { members }),
      })
      answer({ address }, t('Alias {address} was changed.', { address }))
    })

  alias
    .command('delete <address>')
    .description(t('Delete an alias; its members stay'))
    .option('--yes', t('Do not ask'))
    .action(async (named: string, { yes }: { yes?: true }) => {
      const { address } = await perform(showAlias, { address: named })
      await face.confirm(t('{name} will be deleted.', { name: address }), address, yes === true)
      await perform(deleteAlias, { address })
      answer({ address }, t('Alias {address} was deleted.', { address }))
    })
}

function notShown(n: number, t: T): string {
  return t.plural('{n} member who is not shown to you', '{n} members who are not shown to you', n)
}

/** Adding and taking out starts from the members as they are; somebody changing them meanwhile is a conflict. */
async function memberEdit(address: string, { members, add, remove }: SetOptions, { t, perform }: Face) {
  if (members && (add || remove)) {
    throw refusal('usage', 'usage', t('Give either all members or those to add and take out.'))
  }
  if (members) return { to: members }
  if (!add && !remove) return undefined
  const from = (await perform(showAlias, { address })).members.map((member) => member.text)
  const leaving = (remove ?? []).map((member) => member.toLowerCase())
  const stranger = leaving.find((member) => !from.some((text) => text.toLowerCase() === member))
  if (stranger !== undefined) {
    throw refusal('refused', 'usage', t('{member} is no member of this alias.', { member: stranger }))
  }
  return { from, to: [...from.filter((text) => !leaving.includes(text.toLowerCase())), ...(add ?? [])] }
}
