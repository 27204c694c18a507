import type { Command } from 'commander'
import { batches } from '@/lib/adapters/batches'
import { isConsoleError } from '@/lib/errors'
import {
  type AclRow,
  applyAclBelow,
  forgetGone,
  type GoneRow,
  listGone,
  presetWords,
  previewAclBelow,
  type RightsSource,
  reachOf,
  removeAcl,
  setAcl,
  showAcl,
  whyAcl,
} from '@/lib/folders'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { properties, table } from '../table'
import { wayOf } from '../ways'

type ChangeOptions = { negative?: true; below?: true; preview?: true; confirm?: true }

const WINDOW = 1000

/** `acl show|set|remove|why|reach|gone`. */
export function addAclCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const acl = program
    .command('acl')
    .description(
      t(
        'Who may do what with a mail folder. Rights: l lookup, r read, s seen, w write, i insert, p post, k create, x t e delete, a admin; or reader, contributor, editor, owner',
      ),
    )

  acl
    .command('show <folder>')
    .description(t('Show who has which rights to a folder'))
    .action(async (folder: string) => {
      const shown = await perform(showAcl, { folder })
      const rows = shown.entries.map((row) => [
        ...[`${row.negative ? '-' : ''}${row.id}`, row.rights],
        ...[row.preset ? t.message(presetWords[row.preset]) : '', whoWords(row, t)],
      ])
      answer(shown, table([t('Who'), t('Rights'), '', ''], rows))
    })

  acl
    .command('set <folder> <who> <rights>')
    .description(
      t(
        'Give somebody exactly these rights: a login, anyone, or a place such as example.com/Sales as a group',
      ),
    )
    .option('--negative', t('Take these rights from them, whatever else gives them'))
    .option('--below', t('Do the same to all folders below, as a job'))
    .option('--preview', t('With --below: only show what would change'))
    .option('--confirm', t('Also where it takes the right to administer from the owner'))
    .action(async (folder: string, id: string, rights: string, options: ChangeOptions) => {
      const { negative, confirm } = options
      const changes = [{ id, rights, negative }]
      if (options.below && options.preview) {
        const preview = await perform(previewAclBelow, { folder, changes, confirm, count: 500 })
        const rows = preview.rows.flatMap((row) =>
          row.changes.map(({ id, before, after }) => [row.folder, id, before, after]),
        )
        answer(preview, table([t('Name'), t('Who'), t('Before'), t('After')], rows))
        return
      }
      const set = await perform(setAcl, { folder, changes, confirm })
      const job = options.below
        ? await perform(applyAclBelow, { folder, changes, confirm }).catch(nothingIsUndefined)
        : undefined
      const words = t('The rights to {name} were set.', { name: folder })
      const more = job
        ? t.plural('{n} folder below follows as a job.', '{n} folders below follow as a job.', job.total)
        : options.below && t('Nothing below this folder would change.')
      answer({ ...set, ...(job && { job }) }, more ? `${words}\n${more}` : words)
    })

  acl
    .command('remove <folder> <who>')
    .description(t('Take an entry of a folder’s rights away'))
    .option('--negative', t('The one that takes rights'))
    .option('--confirm', t('Also where it takes the right to administer from the owner'))
    .action(async (folder: string, id: string, { negative, confirm }: ChangeOptions) => {
      await perform(removeAcl, { folder, id, negative, confirm })
      answer({ folder, id }, t('The rights to {name} were set.', { name: folder }))
    })

  acl
    .command('why <folder> <login>')
    .description(t('Show what somebody may do with a folder, and why'))
    .action(async (folder: string, login: string) => {
      const why = await perform(whyAcl, { folder, login })
      const words = properties([
        [t('Rights'), why.effective],
        ...(why.isSuspended
          ? [
              [
                t('Status'),
                t('The account is suspended: nothing can sign in to it and use these rights.'),
              ] as [string, string],
            ]
          : []),
        ...why.sources.map((source): [string, string] => [
          t.message(sourceWords[source.source]),
          sourceText(source),
        ]),
        [t('On a new folder below'), why.onNewFolder],
        [t('From the folder above'), why.parent?.rights ?? ''],
      ])
      answer(why, words)
    })

  acl
    .command('reach <login>')
    .description(
      t(
        'List the folders that somebody reaches in mail programs. Calendars of which everybody sees only when their owner is busy are left out',
      ),
    )
    .option('--others', t('Without the own ones'))
    .action(async (login: string, { others }: { others?: true }) => {
      const { rows, total } = await perform(reachOf, { login, others, count: 500 })
      const words = table(
        [t('Name'), t('Rights')],
        rows.map(({ folder, rights }) => [folder, rights]),
      )
      const shown = rows.length
      const more = total > shown ? `\n${t('{shown} of {total} are shown.', { shown, total })}` : ''
      answer({ rows, total }, words + more)
    })

  acl
    .command('gone')
    .description(t('List who is in access lists and is nobody’s account or group, such as after ldapdelete'))
    .option('--remove', t('Take them out of all access lists'))
    .action(async ({ remove }: { remove?: true }) => {
      const { rows } = await perform(listGone, {})
      if (remove) return answer(...(await removed(rows)))
      const cells = rows.map(({ id, folders }) => [id, String(folders)])
      answer(rows, rows.length === 0 ? t('Nobody.') : table([t('Who'), t('Folders')], cells))
    })

  async function removed(rows: GoneRow[]): Promise<[{ entries: number }, string]> {
    let sum = 0
    for (const some of batches(rows, WINDOW)) {
      const ids = [...new Set(some.map(({ id }) => id.replace(/^-/, '')))]
      sum += (await perform(forgetGone, { ids })).entries
    }
    const words = t.plural('{n} entry was taken out.', '{n} entries were taken out.', sum)
    return [{ entries: sum }, words]
  }
}

const sourceWords: Record<RightsSource['source'], Message> = {
  own: msgid('By name'),
  group: msgid('In a group'),
  anyone: msgid('Anyone'),
  owner: msgid('As the owner'),
  administrator: msgid('In the console'),
}

function sourceText({ source, id, dn, negative, rights }: RightsSource): string {
  const who = source === 'group' ? ` ${dn === null ? id : wayOf(dn)}` : ''
  return `${negative ? '-' : ''}${rights}${who}`
}

function whoWords({ kind, name, dn, isOwner }: AclRow, t: T): string {
  if (kind === 'nobody') return t('matches nobody')
  if (kind === 'anyone') return t('everybody who signs in')
  const words = kind === 'group' && dn !== null ? wayOf(dn) : name
  return isOwner ? t('{name}, the owner', { name: words }) : words
}

/** A folder that has none below it, or only such as have these rights already, is all that there is to change. */
function nothingIsUndefined(error: unknown): undefined {
  if (isConsoleError(error) && error.code === 'acl.nothingBelow') return
  throw error
}
