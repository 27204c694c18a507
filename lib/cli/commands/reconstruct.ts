import type { Command } from 'commander'
import { fixQuota, reconstructFolder, recoverMailboxes, recoveryWarnings, showRecovery } from '@/lib/repair'
import type { Face } from '../face'
import { table } from '../table'
import { showTheJob } from './job'

/** `reconstruct folder|quota|all-mailboxes|report`. */
export function addReconstructCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const reconstruct = program
    .command('reconstruct')
    .description(t('Repair mail folders with Cyrus’s own tools'))
  const noWait = t('Start the job and do not wait for its end')

  reconstruct
    .command('folder <folder>')
    .description(
      t(
        'Make the index of a folder and of those below it anew from the messages, and count quotas anew. Flags may be lost',
      ),
    )
    .option('--only', t('Without the folders below'))
    .option('--no-wait', noWait)
    .action(async (folder: string, { only, wait }: { only?: true; wait: boolean }) => {
      const { id } = await perform(reconstructFolder, { folder, below: !only })
      await showTheJob(id, wait, face)
    })

  reconstruct
    .command('quota [folder]')
    .description(t('Count anew what a quota is used by; without a folder, all quotas'))
    .option('--no-wait', noWait)
    .action(async (folder = '', { wait }: { wait: boolean }) => {
      const { id } = await perform(fixQuota, { folder })
      await showTheJob(id, wait, face)
    })

  reconstruct
    .command('all-mailboxes <hostname>')
    .description(
      t(
        'Make Cyrus’s list of all folders anew from the spool, when it is lost or damaged; only the manager. Cyrus is stopped meanwhile. Give the name of this server',
      ),
    )
    .option('--yes', t('Do not ask'))
    .option('--no-wait', noWait)
    .action(async (hostname: string, { yes, wait }: { yes?: true; wait: boolean }) => {
      const warnings = recoveryWarnings.map((warning) => t.message(warning)).join(' ')
      await face.confirm(warnings, hostname, yes === true)
      const { id } = await perform(recoverMailboxes, { confirm: hostname })
      await showTheJob(id, wait, face)
    })

  reconstruct
    .command('report')
    .description(t('Show what the last recovery of all folders found, or how far one is'))
    .option('--all', t('With folders that were as they should be'))
    .action(async ({ all }: { all?: true }) => {
      const first = await perform(showRecovery, {})
      const rows = [...first.rows]
      // What was as it should be comes last.
      while (rows.length < first.rowCount && (all || rows.at(-1)?.outcome !== 'kept')) {
        const more = await perform(showRecovery, { offset: rows.length })
        if (more.rows.length === 0) break
        rows.push(...more.rows)
      }
      const shown = rows.filter(({ outcome }) => all || outcome !== 'kept')
      const { isRunning, endedAt, done, total } = first
      const words = table(
        [t('Name'), t('Found')],
        shown.map(({ mailbox, outcome }) => [mailbox, outcome]),
      )
      const progress = isRunning ? `${t('{done} of {total} done', { done, total })}\n` : ''
      answer({ isRunning, endedAt, done, total, rows: shown }, `${progress}${words}`)
    })
}
