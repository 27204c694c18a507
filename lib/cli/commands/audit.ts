import type { Command } from 'commander'
import type { IntentState } from '@/lib/access'
import { type AuditRow, listAudit } from '@/lib/audit'
import { reasonText } from '@/lib/locales/error-text'
import { formatDate } from '@/lib/locales/format'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { table } from '../table'

const states: Record<IntentState, Message> = {
  open: msgid('in progress'),
  stuck: msgid('not taken back yet'),
  done: msgid('done'),
  failed: msgid('failed'),
  finished: msgid('finished later'),
  undone: msgid('taken back'),
  interrupted: msgid('interrupted'),
}

/** `audit list`. */
export function addAuditCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const audit = program.command('audit').description(t('Who did what to what, when, from where'))

  audit
    .command('list')
    .description(t('List the newest 50 entries of the audit log'))
    .option('--actor <login>', t('Only what this person did'))
    .option('--operation <name>', t('Only operations whose name contains this, such as user.create'))
    .option('--target <name>', t('Only what was done to this'))
    .option(
      '--state <state>',
      t('Only with this result: open, stuck, done, failed, finished, undone, interrupted'),
    )
    .option('--before <mark>', t('The entries before these; the mark stands at the end of a list'))
    .action(async (options: Record<string, string>) => {
      const page = await perform(listAudit, options)
      const head = [t('When'), t('Who'), t('From'), t('Operation'), t('Target'), t('Result')]
      const words = table(
        head,
        page.rows.map((row) => auditCells(row, t)),
      )
      const more = page.next === null ? '' : `\n${t('More: --before {mark}', { mark: page.next })}`
      answer(page, words + more)
    })
}

function auditCells(row: AuditRow, t: T): string[] {
  const when = formatDate(t.locale, new Date(row.at), { timeStyle: 'medium' })
  const result = t.message(states[row.state])
  const reason = reasonText(t, row)
  return [
    when,
    row.actor,
    row.address || row.face,
    row.operation,
    row.targetName || row.target,
    reason ? `${result}: ${reason}` : result,
  ]
}
