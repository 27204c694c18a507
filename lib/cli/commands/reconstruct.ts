import type { Command } from 'commander'
import { fixQuota, reconstructFolder } from '@/lib/repair'
import type { Face } from '../face'
import { showTheJob } from './job'

/** `reconstruct folder|quota`. */
export function addReconstructCommands(program: Command, face: Face): void {
  const { t, perform } = face
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
}
