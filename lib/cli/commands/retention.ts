import type { Command } from 'commander'
import { codeText } from '@/lib/locales/error-text'
import { formatDate } from '@/lib/locales/format'
import {
  listRetention,
  previewRetention,
  type RetentionPreview,
  type RetentionRow,
  removeRetention,
  runRetention,
  setRetention,
} from '@/lib/rules'
import type { Face } from '../face'
import { notFound } from '../refusal'
import { table } from '../table'
import { showTheJob } from './job'
import { rulePlaceWords } from './words'

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
      const input = inputOf(folders, terms)
      // A misspelt exception spares nothing: then everybody is looked at before.
      const { names } = terms.except ? await counted(input) : { names: [] }
      const { id } = await perform(setRetention, { id: terms.rule, ...input })
      answer({ id, names }, [t('The rule {id} was set.', { id }), ...warningsOf(names, terms.for)].join('\n'))
    })

  withTerms(retention.command('preview <folders...>'))
    .description(t('Count what a rule would delete now'))
    .action(async (folders: string[], terms: Terms) => {
      const { rows, messages, names } = await counted(inputOf(folders, terms))
      const cells = rows.map((row) => [row.folder, String(row.messages)])
      const named = names.map(({ name, isException, mailboxes }) => [
        ...[isException ? t('But not') : t('From'), name, String(mailboxes)],
      ])
      const lines = [
        table([t('Name'), t('Messages')], cells),
        t.plural('{n} message would be deleted.', '{n} messages would be deleted.', messages),
        table(['', t('Folder'), t('Mailboxes that have it')], named),
        ...warningsOf(names, terms.for),
      ]
      answer({ rows, messages, names }, lines.join('\n'))
    })

  retention
    .command('run <rule>')
    .description(t('Do now what a rule says'))
    .option('--yes', t('Do not ask'))
    .option('--no-wait', t('Start the job and do not wait for its end'))
    .action(async (rule: string, { yes, wait }: { yes?: true; wait: boolean }) => {
      if (!yes) await confirmed(rule)
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

  /** Asks, with what would go now. */
  async function confirmed(rule: string): Promise<void> {
    const row = (await perform(listRetention, {})).rows.find(({ id }) => id === rule)
    if (!row) throw notFound(t)
    const { place, folders, except, days, sparesFlagged } = row
    const where = place.login === null ? { at: place.dn } : { login: place.login }
    const { rows, messages, names } = await counted({ ...where, folders, except, days, sparesFlagged })
    const loss = t.plural(
      '{n} message will be deleted. Folders with such mail: {folders}.',
      '{n} messages will be deleted. Folders with such mail: {folders}.',
      messages,
      { folders: rows.length },
    )
    const told = [loss, ...warningsOf(names, place.login)].join(' ')
    await face.confirm(told, place.login ?? place.name, false)
  }

  /** What a rule would delete from everybody. */
  async function counted(input: object) {
    const all: Pick<RetentionPreview, 'rows' | 'messages' | 'names'> = { rows: [], messages: 0, names: [] }
    for (let [offset, total] = [0, 1]; offset < total; offset += WINDOW) {
      const page = await perform(previewRetention, { ...input, offset, count: WINDOW })
      const before = all.names
      all.rows.push(...page.rows)
      all.messages += page.messages
      all.names = page.names.map((one, at) => ({
        ...one,
        mailboxes: one.mailboxes + (before[at]?.mailboxes ?? 0),
      }))
      total = page.total
    }
    return all
  }

  function warningsOf(names: RetentionPreview['names'], login: string | null | undefined): string[] {
    const nowhere = names.filter(({ mailboxes }) => mailboxes === 0)
    const lines = nowhere.map(({ name, isException }) =>
      isException
        ? t('Nothing is spared by {folder}: no mailbox has this folder.', { folder: name })
        : t('Nothing is deleted from {folder}: no mailbox has this folder.', { folder: name }),
    )
    const isStopped = login && nowhere.some(({ isException }) => isException)
    return isStopped ? [...lines, t('While this is so, the rule deletes nothing at all.')] : lines
  }

  function withTerms(command: Command): Command {
    return command
      .requiredOption('--days <days>', t('Mail that came in longer ago than this'))
      .option('--in <place>', t('For everybody there, such as example.com or example.com/Sales, or a DN'))
      .option('--for <login>', t('For one user'))
      .option('--except <folders...>', t('Not from these folders and those below them'))
      .option('--flagged', t('Also mail that somebody flagged'))
  }

  function cells({ id, place, days, folders, except, actor, startedAt, ...row }: RetentionRow): string[] {
    const begun = startedAt ? formatDate(t.locale, new Date(startedAt), { timeStyle: 'medium' }) : ''
    return [
      ...[id, rulePlaceWords(place, t), String(days), folders.join(', '), except.join(', ')],
      ...[
        actor || t('an administrator'),
        begun,
        row.trouble ? `! ${codeText(t, row.trouble, row.troubleValues)}` : '',
      ],
    ]
  }
}

function inputOf(folders: string[], terms: Terms) {
  const { in: at, for: login, days, except, flagged } = terms
  return { at, login, folders, except, days, sparesFlagged: !flagged }
}
