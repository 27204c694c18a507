import { type Command, Option } from 'commander'
import {
  createResource,
  deleteResource,
  resourceDetails,
  showResource,
  updateResource,
} from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { properties } from '../table'
import { wayOf } from '../ways'
import { detailLines } from './detail-words'
import { addDetailOptions, detailsOf, type Given, requiredEdits } from './edits'
import { addListOptions, answerList, type ListOptions } from './listing'
import { addMove } from './moving'

/** `resource create|list|show|set|move|delete`. */
export function addResourceCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const resource = program.command('resource').description(t('Rooms and equipment'))

  const create = resource
    .command('create <name>')
    .description(t('Make a resource'))
    .requiredOption('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN'))
  addResourceOptions(create, t).action(async (name: string, { in: container, ...options }: Given) => {
    const { kind, address, responsible } = options
    const details = detailsOf(resourceDetails, options)
    const made = await perform(createResource, { container, name, kind, address, responsible, details })
    answer(made, t('{name} was created.', { name: wayOf(made.dn) }))
  })

  const list = resource
    .command('list')
    .description(t('List the resources'))
    .option('--text <text>', t('Only with these words or parts of words in name or address'))
  addListOptions(list, face).action((options: ListOptions) => {
    const head = [t('Name'), t('Address'), t('Description')]
    const wanted = { ...options, kind: 'resource' }
    return answerList(face, wanted, head, (row) => [wayOf(row.dn), row.mail ?? '', row.description])
  })

  resource
    .command('show <resource>')
    .description(t('Show a resource, named like example.com/Sales/Projector or by DN'))
    .action(async (named: string) => {
      const shown = await perform(showResource, { dn: named })
      const { hiddenResponsible: n } = shown
      const others = t.plural('{n} person who is not shown to you', '{n} people who are not shown to you', n)
      const responsible = n > 0 ? [...shown.responsible, others] : shown.responsible
      const words = properties([
        [t('Name'), shown.name],
        [t('Place'), wayOf(shown.container)],
        [t('Kind'), shown.kind === 'room' ? t('room') : t('equipment')],
        [t('Address'), shown.address],
        [t('Looked after by'), responsible],
        ...detailLines(shown.details, t),
      ])
      answer(shown, words)
    })

  const set = resource
    .command('set <resource>')
    .description(t('Change a resource: only what is given changes'))
    .option('--name <name>', t('The new name'))
  addResourceOptions(set, t).action(async (named: string, options: Given) => {
    const { name, kind, address, responsible } = options
    const edits = requiredEdits({ name, kind, address, responsible }, resourceDetails, options, t)
    const { dn } = await perform(showResource, { dn: named })
    const changed = await perform(updateResource, { dn, ...edits })
    answer(changed, t('{name} was changed.', { name: wayOf(changed.dn) }))
  })

  const move = resource.command('move <resource>').description(t('Move a resource'))
  addMove(move, face, async (named) => (await perform(showResource, { dn: named })).dn)

  resource
    .command('delete <resource>')
    .description(t('Delete a resource'))
    .option('--yes', t('Do not ask'))
    .action(async (named: string, { yes }: { yes?: true }) => {
      const { dn, name } = await perform(showResource, { dn: named })
      await face.confirm(t('{name} will be deleted.', { name: wayOf(dn) }), name, yes === true)
      await perform(deleteResource, { dn })
      answer({ dn }, t('{name} was deleted.', { name: wayOf(dn) }))
    })
}

function addResourceOptions(command: Command, t: T): Command {
  command
    .addOption(new Option('--kind <kind>', t('Kind of resource')).choices(['room', 'equipment']))
    .option('--address <address>', t('E-mail address; its mail goes to those who look after it'))
    .option('--responsible <logins>', t('Logins of those who look after it, separated by commas'))
  return addDetailOptions(command, resourceDetails, t)
}
