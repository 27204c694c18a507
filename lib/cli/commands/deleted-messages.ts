import type { Command } from 'commander'
import { formatBytes, formatDate } from '@/lib/locales/format'
import { listDeletedMessages, undeleteMessages } from '@/lib/repair'
import type { Face } from '../face'
import { refusal } from '../refusal'
import { table } from '../table'

const WINDOW = 50

/** `folder messages|undelete`: below the command `folder`. */
export function addDeletedMessageCommands(folder: Command, face: Face): void {
  const { t, perform, answer } = face

  folder
    .command('messages <folder>')
    .description(t('List deleted messages of a folder that can be brought back, those deleted last first'))
    .option('--all', t('Not only the first {count}', { count: WINDOW }))
    .action(async (name: string, { all }: { all?: true }) => {
      const messages: Awaited<ReturnType<typeof page>>['messages'] = []
      let total = 1
      for (let offset = 0; offset === 0 || (all && offset < total); offset += WINDOW) {
        const next = await page(name, offset)
        messages.push(...next.messages)
        total = next.total
      }
      const cells = messages.map(({ uid, deleted, received, from, subject, size }) => [
        ...[String(uid), date(deleted), date(received), from, subject, formatBytes(t.locale, size)],
      ])
      const shown = messages.length
      const more =
        total > shown ? `\n${t('{shown} of {total} are shown; --all shows all.', { shown, total })}` : ''
      const head = [t('Number'), t('Deleted'), t('Received'), t('From'), t('Subject'), t('Size')]
      answer({ messages, total }, table(head, cells) + more)
    })

  folder
    .command('undelete <folder> [numbers...]')
    .description(t('Bring deleted messages back, by the numbers that "folder messages" shows'))
    .option('--all', t('All that Cyrus still keeps'))
    .action(async (name: string, numbers: string[], { all }: { all?: true }) => {
      if (numbers.length > 0 === (all === true))
        throw refusal('usage', 'usage', t('Give either numbers or --all.'))
      const uids = all ? 'all' : numbers.map(Number)
      const { restored } = await perform(undeleteMessages, { folder: name, uids })
      const words = t.plural('{n} message is back.', '{n} messages are back.', restored)
      answer({ folder: name, restored }, words)
    })

  const page = (name: string, offset: number) => perform(listDeletedMessages, { folder: name, offset })
  const date = (iso: string) => formatDate(t.locale, new Date(iso), { timeStyle: 'medium' })
}
