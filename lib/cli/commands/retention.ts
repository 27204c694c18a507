import type { Command } from 'commander'
import { formatDate } from '@/lib/locales/format'
import {
  listRetention,
  previewRetention,
  type RetentionRow,
  removeRetention,
  runRetention,
  setRetention,
} from '@/lib/rules'
import type { Face } from '../face'
import { table } from '../table'
import { wayOf } from '../ways'
import { showTheJob } from './job'

type Terms = { in?: string; for?: string; except?: string[]; days: string; flagged?: true; rule?: string }
const WINDOW = 50

/** `retention list|set|preview|run|remove`. */
export function addRetentionCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const retention = program
    .command('retention')
    .description(
      t(
        'Rules that delete old mail once a day. Folders are Lists/dev, INBOX, special uses such as \\Trash, or * for all, each with what is below it',
      ),
    )

  retention
    .command('list')
    .description(t('List the rules'))
    .action(async () => {
      const { rows } = await perform(listRetention, {})
      const head = [
        ...[t('Rule'), t('For'), t('Days'), t('Folders'), t('But not'), t('Set by'), t('Last begun'), ''],
      ]
      answer(rows, table(head, rows.map(cells)))
    })

  withTerms(retention.command('set <folders...>'))
    .description(t('Set a rule; it is followed from the next day on, as the person who set it'))
    .option('--rule <rule>', t('In place of this one'))
    .action(async (folders: string[], terms: Terms) => {
      const { id } = await perform(setRetention, { id: terms.rule, ...inputOf(folders, terms) })
      answer({ id }, t('The rule {id} was set.', { id }))
    })

  withTerms(retention.command('preview <folders...>'))
    .description(t('Count what a rule would delete now'))
    .action(async (folders: string[], terms: Terms) => {
      const rows: { login: string; folder: string; messages: number }[] = []
      let [messages, total] = [0, 1]
      for (let offset = 0; offset < total; offset += WINDOW) {
        const input = { ...inputOf(folders, terms), offset, count: WINDOW }
        const page = await perform(previewRetention, input)
        rows.push(...page.rows)
        messages += page.messages
        total = page.total
      }
      const cells = rows.map((row) => [row.folder, String(row.messages)])
      const sum = t.plural('{n} message would be deleted.', '{n} messages would be deleted.', messages)
      answer({ rows, messages }, `${table([t('Name'), t('Messages')], cells)}\n${sum}`)
    })

  retention
    .command('run <rule>')
    .description(t('Do now what a rule says'))
    .option('--no-wait', t('Start the job and do not wait for its end'))
    .action(async (rule: string, { wait }: { wait: boolean }) => {
      const { id } = await perform(runRetention, { id: rule })
      if (id === null) answer({ id }, t('Nobody there has a mailbox.'))
      else await showTheJob(id, wait, face)
    })

  retention
    .command('remove <rule>')
    .description(t('Take a rule away'))
    .action(async (id: string) => {
      await perform(removeRetention, { id })
      answer({ id }, t('The rule {id} was taken away.', { id }))
    })

  function withTerms(command: Command): Command {
    return command
      .requiredOption('--days <days>', t('Mail that came in longer ago than this'))
      .option('--in <place>', t('For everybody there, such as example.com or example.com/Sales, or a DN'))
      .option('--for <login>', t('For one user'))
      .option('--except <folders...>', t('Not from these folders and those below them'))
      .option('--flagged', t('Also mail that somebody flagged'))
  }

  function cells({ id, place, days, folders, except, actor, startedAt, trouble }: RetentionRow): string[] {
    const begun = startedAt ? formatDate(t.locale, new Date(startedAt), { timeStyle: 'medium' }) : ''
    return [
      ...[id, place.login ?? wayOf(place.dn), String(days), folders.join(', '), except.join(', ')],
      ...[actor, begun, trouble ? `! ${trouble}` : ''],
    ]
  }
}

function inputOf(folders: string[], terms: Terms) {
  const { in: at, for: login, days, except, flagged } = terms
  return { at, login, folders, except, days, sparesFlagged: !flagged }
}
