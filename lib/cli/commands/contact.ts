import type { Command } from 'commander'
import { createContact, deleteContact, personDetails, showContact, updateContact } from '@/lib/directory'
import type { Face } from '../face'
import { properties } from '../table'
import { wayOf } from '../ways'
import { detailLines } from './detail-words'
import { addDetailOptions, detailsOf, type Given, requiredEdits } from './edits'
import { addListOptions, answerList, type ListOptions } from './listing'
import { addMove } from './moving'

/** `contact create|list|show|set|move|delete`. */
export function addContactCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const contact = program.command('contact').description(t('People elsewhere, for the address books'))
  const addresses = t('E-mail addresses, separated by commas')

  const create = contact
    .command('create')
    .description(t('Make a contact'))
    .requiredOption('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN'))
    .requiredOption('--last-name <name>', t('Last name'))
    .option('--first-name <name>', t('First name'))
    .option('--addresses <addresses>', addresses)
  addDetailOptions(create, personDetails, t).action(async (options: Given) => {
    const { in: container, firstName, lastName, addresses } = options
    const details = detailsOf(personDetails, options)
    const made = await perform(createContact, { container, firstName, lastName, addresses, details })
    answer(made, t('{name} was created.', { name: wayOf(made.dn) }))
  })

  const list = contact
    .command('list')
    .description(t('List the contacts'))
    .option('--text <text>', t('Only with these words or parts of words in name or address'))
  addListOptions(list, face).action((options: ListOptions) => {
    const head = [t('Name'), t('Address'), t('Description')]
    const wanted = { ...options, kind: 'contact' }
    return answerList(face, wanted, head, (row) => [wayOf(row.dn), row.mail ?? '', row.description])
  })

  contact
    .command('show <contact>')
    .description(t('Show a contact, named like example.com/Sales/Ann Lee or by DN'))
    .action(async (named: string) => {
      const shown = await perform(showContact, { dn: named })
      const words = properties([
        [t('Name'), shown.name],
        [t('Place'), wayOf(shown.container)],
        [t('Addresses'), shown.addresses],
        ...detailLines(shown.details, t),
      ])
      answer(shown, words)
    })

  const set = contact
    .command('set <contact>')
    .description(t('Change a contact: only what is given changes'))
    .option('--first-name <name>', t('First name'))
    .option('--last-name <name>', t('Last name'))
    .option('--addresses <addresses>', addresses)
  addDetailOptions(set, personDetails, t).action(async (named: string, options: Given) => {
    const { firstName, lastName, addresses } = options
    const edits = requiredEdits({ firstName, lastName, addresses }, personDetails, options, t)
    const { dn } = await perform(showContact, { dn: named })
    const changed = await perform(updateContact, { dn, ...edits })
    answer(changed, t('{name} was changed.', { name: wayOf(changed.dn) }))
  })

  const move = contact.command('move <contact>').description(t('Move a contact'))
  addMove(move, face, async (named) => (await perform(showContact, { dn: named })).dn)

  contact
    .command('delete <contact>')
    .description(t('Delete a contact'))
    .option('--yes', t('Do not ask'))
    .action(async (named: string, { yes }: { yes?: true }) => {
      const { dn, name } = await perform(showContact, { dn: named })
      await face.confirm(t('{name} will be deleted.', { name: wayOf(dn) }), name, yes === true)
      await perform(deleteContact, { dn })
      answer({ dn }, t('{name} was deleted.', { name: wayOf(dn) }))
    })
}
