import type { Command } from 'commander'
import { codeText } from '@/lib/locales/error-text'
import { formatDate } from '@/lib/locales/format'
import {
  listPosting,
  type PostingPreview,
  type PostingRow,
  previewPosting,
  removePosting,
  runPosting,
  setPosting,
} from '@/lib/rules'
import type { Face } from '../face'
import { table } from '../table'
import { showTheJob } from './job'
import { rulePlaceWords } from './words'

type Where = { in?: string; for?: string; everywhere?: boolean }
type Terms = Where & { wait: boolean; rule?: string; takeRights?: true }
const WINDOW = 50

/** `posting list|set|preview|run|remove`. */
export function addPostingCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const posting = program
    .command('posting')
    .description(
      t(
        'Rules that let anyone post to a folder, so that mail to login+Sent@example.com gets into it. A folder is a name such as Lists/dev, or a special use such as \\Sent',
      ),
    )

  posting
    .command('list')
    .description(t('List the rules'))
    .action(async () => {
      const { rows } = await perform(listPosting, {})
      const head = [t('Rule'), t('For'), t('Folder'), t('Set by'), t('Last begun'), '']
      answer(rows, table(head, rows.map(cells)))
    })

  withPlace(posting.command('set [folder]'))
    .description(t('Set a rule, at once for the mailboxes that are there; without a folder it is \\Sent'))
    .option('--rule <rule>', t('In place of this one'))
    .option('--take-rights', t('Also take the right where it was given, unless another rule gives it'))
    .option('--no-wait', t('Start the job and do not wait for its end'))
    .action(async (folder: string | undefined, { wait, rule, takeRights, ...where }: Terms) => {
      const instead = rule === undefined ? {} : { id: rule, takes: takeRights === true }
      const { id, job } = await perform(setPosting, { ...instead, ...inputOf(folder, where) })
      if (job === null) answer({ id }, t('The rule {id} was set.', { id }))
      else await showTheJob(job, wait, face)
    })

  withPlace(posting.command('preview [folder]'))
    .description(t('Show the folders that a rule would open'))
    .action(async (folder: string | undefined, where: Where) => {
      const rows: PostingPreview['rows'] = []
      const without: string[] = []
      for (let [offset, total] = [0, 1]; offset < total; offset += WINDOW) {
        const page = await perform(previewPosting, { ...inputOf(folder, where), offset, count: WINDOW })
        rows.push(...page.rows)
        without.push(...page.without)
        total = page.total
      }
      const cells = rows.map((row) => [row.folder, row.isOpen ? t('open already') : ''])
      const lines = [
        table([t('Name'), ''], cells),
        t.plural('{n} user has no such folder.', '{n} users have no such folder.', without.length),
      ]
      answer({ rows, without }, lines.join('\n'))
    })

  posting
    .command('run <rule>')
    .description(t('Do now what a rule says'))
    .option('--no-wait', t('Start the job and do not wait for its end'))
    .action(async (rule: string, { wait }: { wait: boolean }) => {
      const { id } = await perform(runPosting, { id: rule })
      await shown(id, wait, t('Nobody there has a mailbox.'))
    })

  posting
    .command('remove <rule>')
    .description(t('Take a rule away'))
    .option('--take-rights', t('Also take the right where it was given, unless another rule gives it'))
    .option('--no-wait', t('Start the job and do not wait for its end'))
    .action(async (id: string, { takeRights, wait }: { takeRights?: true; wait: boolean }) => {
      const { job } = await perform(removePosting, { id, takes: takeRights === true })
      await shown(job, wait, t('The rule {id} was taken away.', { id }))
    })

  async function shown(job: string | null, wait: boolean, otherwise: string): Promise<void> {
    if (job === null) answer({ job }, otherwise)
    else await showTheJob(job, wait, face)
  }

  function withPlace(command: Command): Command {
    return command
      .option('--in <place>', t('For everybody there, such as example.com or example.com/Sales, or a DN'))
      .option('--for <login>', t('For one user'))
      .option('--everywhere', t('For everybody on this server'))
  }

  function cells({ id, place, folder, actor, startedAt, trouble, troubleValues }: PostingRow): string[] {
    const where = rulePlaceWords(place, t)
    const begun = startedAt ? formatDate(t.locale, new Date(startedAt), { timeStyle: 'medium' }) : ''
    return [
      id,
      where,
      folder,
      actor || t('an administrator'),
      begun,
      trouble ? `! ${codeText(t, trouble, troubleValues)}` : '',
    ]
  }
}

function inputOf(folder: string | undefined, { in: at, for: login, everywhere = false }: Where) {
  return { at, login, everywhere, ...(folder !== undefined && { folder }) }
}
