import type { Command } from 'commander'
import {
  type Container,
  createContainer,
  deleteContainer,
  moveContainer,
  placeDetails,
  showContainer,
  updateContainer,
} from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { notFound, refusal } from '../refusal'
import { properties } from '../table'
import { wayOf } from '../ways'
import { type ContainerKind, containerHelp } from './container-help'
import { detailLines } from './detail-words'
import { addDetailOptions, addYesOrNo, detailsOf, type Given, requiredEdits } from './edits'
import { addListOptions, answerList, type ListOptions } from './listing'
import { addressChoiceOf, keepAddresses } from './moving'
import { yesOrNo } from './words'

type MoveOptions = { in?: string; name?: string; keepAddresses?: true }

/** `org` and `group`, each `create|list|show|set|move|delete`. */
export function addContainerCommands(program: Command, face: Face): void {
  addCommandsOf('organization', program.command('org'), face)
  addCommandsOf('group', program.command('group'), face)
}

function addCommandsOf(kind: ContainerKind, container: Command, face: Face): void {
  const { t, perform, answer } = face
  const help = containerHelp(kind, t)
  const shownAt = async (place: string): Promise<Container> => {
    const shown = await perform(showContainer, { dn: place })
    if (shown.kind !== kind) throw notFound(t)
    return shown
  }
  const withDetails = (command: Command) => {
    addYesOrNo(command, 'private', t('Hide it from everybody outside'), t('Show it to everybody'))
    return addDetailOptions(command, placeDetails, t)
  }
  container.description(help.about)

  withDetails(
    container
      .command('create <name>')
      .description(help.create)
      .requiredOption('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN')),
  ).action(async (name: string, { in: parent, ...options }: Given) => {
    const made = await perform(createContainer, {
      ...{ kind, parent, name, private: options.private, details: detailsOf(placeDetails, options) },
    })
    answer(made, t('{name} was created.', { name: wayOf(made.dn) }))
  })

  addListOptions(
    container
      .command('list')
      .description(help.list)
      .option('--text <text>', t('Only with these words or parts of words in the name')),
    face,
  ).action((options: ListOptions) =>
    answerList(face, { ...options, kind }, [t('Name'), t('Private'), t('Description')], (row) => [
      wayOf(row.dn),
      yesOrNo(row.isPrivate, t),
      row.description,
    ]),
  )

  container
    .command('show <place>')
    .description(help.show)
    .action(async (place: string) => {
      const shown = await shownAt(place)
      answer(shown, containerProperties(shown, t))
    })

  withDetails(container.command('set <place>').description(help.set)).action(
    async (place: string, options: Given) => {
      const edits = requiredEdits({ private: options.private }, placeDetails, options, t)
      const { dn } = await shownAt(place)
      await perform(updateContainer, { dn, ...edits })
      answer({ dn }, t('{name} was changed.', { name: wayOf(dn) }))
    },
  )

  container
    .command('move <place>')
    .description(help.move)
    .option('--in <place>', t('Where: a domain, a way such as example.com/Sales, or a DN'))
    .option('--name <name>', t('The new name'))
    .option('--keep-addresses', keepAddresses(t))
    .action(async (place: string, { in: parent, name, ...options }: MoveOptions) => {
      if (parent === undefined && name === undefined)
        throw refusal('usage', 'usage', t('Say what to change: see --help.'))
      const { dn } = await shownAt(place)
      const moved = await perform(moveContainer, {
        ...{ dn, parent, name, addresses: addressChoiceOf(options.keepAddresses) },
      })
      answer(moved, t('{name} is now {new}.', { name: wayOf(dn), new: wayOf(moved.dn) }))
    })

  container
    .command('delete <place>')
    .description(help.delete)
    .option('--yes', t('Do not ask'))
    .action(async (place: string, { yes }: { yes?: true }) => {
      const { dn, name, contents } = await shownAt(place)
      const isEmpty = Object.values(contents).every((count) => count === 0)
      // Nobody is asked about what is refused all the same.
      if (isEmpty) await face.confirm(t('{name} will be deleted.', { name: wayOf(dn) }), name, yes === true)
      await perform(deleteContainer, { dn })
      answer({ dn }, t('{name} was deleted.', { name: wayOf(dn) }))
    })
}

function containerProperties({ dn, name, groupId, contents, details, ...shown }: Container, t: T): string {
  return properties([
    [t('Name'), name],
    [t('Place'), wayOf(dn)],
    [t('Private'), yesOrNo(shown.private, t)],
    [t('Name as a group'), groupId],
    ...detailLines(details, t),
    [t('Users'), String(contents.user)],
    [t('Organizations'), String(contents.organization)],
    [t('Groups'), String(contents.group)],
    [t('Contacts'), String(contents.contact)],
    [t('Resources'), String(contents.resource)],
  ])
}
