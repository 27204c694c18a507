import { Argument, type Command, Option } from 'commander'
import {
  collectionWords,
  createFolder,
  deleteFolder,
  type FolderDetails,
  type FolderRow,
  type FolderType,
  folderTypes,
  handedOver,
  listDeletedFolders,
  listFolders,
  listPartitions,
  renameFolder,
  restoreFolder,
  setFolderType,
  showFolder,
  typeWords,
} from '@/lib/folders'
import { deletedWords, handingOver, restoredWords } from '@/lib/folders/words'
import { formatBytes, formatDate, formatLimit } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { notFound, refusal } from '../refusal'
import { properties, table } from '../table'
import { addDeletedMessageCommands } from './deleted-messages'

const specialUses = {
  drafts: '\\Drafts',
  sent: '\\Sent',
  trash: '\\Trash',
  junk: '\\Junk',
  archive: '\\Archive',
} as const

/** `folder list|show|create|partitions|rename|delete|deleted|restore|type|messages|undelete`. */
export function addFolderCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const folder = program
    .command('folder')
    .description(
      t(
        'Mail folders: user/anna/Sent is a person’s, Plans/2027 a public one. user/anna is the mailbox itself',
      ),
    )

  folder
    .command('list [place]')
    .description(t('List the folders directly below a place; without one, the public folders'))
    .option('--internal', t('With what mail programs do not show, such as calendars'))
    .action(async (place = '', { internal = false }: { internal?: boolean }) => {
      const rows: FolderRow[] = []
      let list: string | undefined
      for (let total = 1; rows.length < total; ) {
        const level = await perform(listFolders, { place, internal, offset: rows.length, list })
        list = level.list ?? undefined
        rows.push(...level.rows)
        if (level.rows.length === 0) break
        total = level.total
      }
      const head = [t('Name'), t('Type'), t('Use'), t('Messages'), t('Unread'), t('Size')]
      answer(
        rows,
        table(
          head,
          rows.map((row) => folderCells(row, t)),
        ),
      )
    })

  folder
    .command('show <folder>')
    .description(t('Show a folder'))
    .action(async (name: string) => {
      const shown = await perform(showFolder, { folder: name })
      answer(shown, folderProperties(shown, t))
    })

  folder
    .command('create <name>')
    .description(t('Make a folder; at the top it is a public one that everybody can read'))
    .option('--in <folder>', t('Below this folder, such as user/anna'))
    .addOption(typeOption(t))
    .option(
      '--served',
      t('Make a calendar or address book for CalDAV and CardDAV clients; mail programs do not show it'),
    )
    .addOption(
      new Option('--special-use <use>', t('What mail programs use it for')).choices(Object.keys(specialUses)),
    )
    .option('--partition <partition>', t('Where Cyrus stores it'))
    .action(async (name: string, options: CreateOptions) => {
      const { in: parent, type, served, specialUse, partition } = options
      const made = await perform(createFolder, {
        ...{ parent, name, type, served, partition },
        ...(specialUse && { specialUse: specialUses[specialUse] }),
      })
      const seenBy = served && isServed(type) ? collectionWords[type] : typeWords[type ?? 'mail'].seenBy
      answer(made, `${t('{name} was created.', { name: made.name })}\n${t.message(seenBy)}`)
    })

  folder
    .command('partitions')
    .description(t('List where Cyrus can store folders'))
    .action(async () => {
      const partitions = await perform(listPartitions, {})
      const room = (bytes: number | null) => (bytes === null ? '' : formatBytes(t.locale, bytes))
      const cells = partitions.map(({ name, isDefault, size, free }) => [
        ...[name, isDefault ? t('default') : '', room(free), room(size)],
      ])
      answer(partitions, table([t('Name'), '', t('Free'), t('Size')], cells))
    })

  folder
    .command('rename <folder>')
    .description(t('Rename a folder or put it elsewhere, with everything below it'))
    .option('--name <name>', t('The new name'))
    .option('--in <folder>', t('Below this folder, such as user/anna'))
    .option('--top', t('To the top of the public folders'))
    .option('--yes', t('Do not ask'))
    .action(async (name: string, options: { name?: string; in?: string; top?: true; yes?: true }) => {
      const parent = options.top ? '' : options.in
      if (parent === undefined && options.name === undefined)
        throw refusal('usage', 'usage', t('Say what to change: see --help.'))
      const owners = parent === undefined ? null : handedOver(name, `${parent}/`)
      if (owners) await face.confirm(handingOver(owners, t), name, options.yes === true)
      const moved = await perform(renameFolder, { folder: name, parent, name: options.name })
      answer(moved, t('{name} is now {new}.', { name, new: moved.name }))
    })

  folder
    .command('delete <folder>')
    .description(t('Delete a folder with everything below it; Cyrus keeps it for some weeks'))
    .option('--yes', t('Do not ask'))
    .action(async (name: string, { yes }: { yes?: true }) => {
      const { label } = await perform(showFolder, { folder: name })
      await face.confirm(t('{name} will be deleted.', { name }), label, yes === true)
      const deleted = await perform(deleteFolder, { folder: name })
      answer({ name, ...deleted }, deletedWords(name, deleted, t))
    })

  folder
    .command('deleted [place]')
    .description(t('List deleted folders that can be brought back; without a place, public ones'))
    .action(async (place = '') => {
      const { rows, total } = await perform(listDeletedFolders, { place, count: 500 })
      const cells = rows.map(({ name, at, bytes, kept, isFormer }) => [
        ...[name, formatDate(t.locale, new Date(at), { timeStyle: 'medium' }), formatBytes(t.locale, bytes)],
        ...[kept, isFormer ? t('of an earlier account') : ''],
      ])
      answer({ rows, total }, table([t('Name'), t('Deleted'), t('Size'), t('Kept as'), ''], cells))
    })

  folder
    .command('restore <folder>')
    .description(
      t(
        'Bring a deleted folder back with what was below it: the last one of this name, or one by what it is kept as',
      ),
    )
    .option('--to <folder>', t('Where to, if not to where it was'))
    .option('--yes', t('Do not ask'))
    .action(async (name: string, { to, yes }: { to?: string; yes?: true }) => {
      const kept = name.startsWith('DELETED/') ? name : await lastKept(name, face)
      const owners = to === undefined ? null : handedOver(kept.replace(/^DELETED\//, ''), to)
      if (owners) await face.confirm(handingOver(owners, t), to ?? '', yes === true)
      const restored = await perform(restoreFolder, { kept, to })
      const taken = restored.taken.map(({ folder, id, rights }) =>
        t('The rights {rights} of {id}, who is gone, did not come back to {name}.', {
          ...{ rights, id, name: folder },
        }),
      )
      const back = [t('{name} is back.', { name: restored.name }), ...restoredWords(restored, t)]
      answer(restored, [...back, ...taken].join('\n'))
    })

  folder
    .command('type')
    .description(t('Tell groupware clients what a folder holds'))
    .argument('<folder>')
    .addArgument(new Argument('<type>', t('What the folder holds')).choices(folderTypes))
    .action(async (name: string, type: FolderType) => {
      await perform(setFolderType, { folder: name, type })
      answer({ name, type }, `${t('{name} was changed.', { name })}\n${t.message(typeWords[type].seenBy)}`)
    })

  addDeletedMessageCommands(folder, face)
}

type CreateOptions = {
  in?: string
  type?: FolderType
  served?: true
  specialUse?: keyof typeof specialUses
  partition?: string
}

async function lastKept(name: string, { perform, t }: Face): Promise<string> {
  const place = /^user\/[^/]+/.exec(name)?.[0] ?? ''
  const { rows } = await perform(listDeletedFolders, { place, count: 500 })
  const named = rows.filter((row) => row.name === name)
  const found = named.find(({ isFormer }) => !isFormer)
  if (!found && named.length > 0)
    throw refusal(
      'usage',
      'usage',
      t('{name} was of an earlier account: give what it is kept as, and where to.', { name }),
    )
  if (!found) throw notFound(t)
  return found.kept
}

function typeOption(t: T): Option {
  return new Option('--type <type>', t('What the folder holds')).choices(folderTypes)
}

function isServed(type: FolderType | undefined): type is keyof typeof collectionWords {
  return type !== undefined && Object.hasOwn(collectionWords, type)
}

function folderCells(row: FolderRow, t: T): string[] {
  const count = (number: number | null) => (number === null ? '' : String(number))
  return [
    ...[row.hasChildren ? `${row.name}/` : row.name, t.message(typeWords[row.type].name)],
    ...[row.specialUse?.slice(1) ?? '', count(row.messages), count(row.unseen)],
    row.exists ? sizeOf(row, t) : '',
  ]
}

function folderProperties(shown: FolderDetails, t: T): string {
  const seenBy = shown.collection ? collectionWords[shown.collection] : typeWords[shown.type].seenBy
  const quota = shown.quota
  return properties([
    [t('Name'), shown.name],
    [t('Type'), t.message(typeWords[shown.type].name)],
    [t('Seen by'), t.message(seenBy)],
    [t('Use'), shown.specialUse?.slice(1) ?? ''],
    [t('Messages'), shown.messages === null ? '' : String(shown.messages)],
    [t('Unread'), shown.unseen === null ? '' : String(shown.unseen)],
    [t('Size'), sizeOf(shown, t)],
    [
      t('Quota'),
      quota?.limitBytes == null ? '' : `${formatLimit(t.locale, quota.limitBytes)} (${quota.root})`,
    ],
    [t('Partition'), shown.partition],
  ])
}

function sizeOf({ isDamaged, isBusy, bytes }: FolderRow, t: T): string {
  if (isDamaged) return t('damaged')
  return isBusy ? t('busy') : formatBytes(t.locale, bytes)
}
