import type { Command } from 'commander'
import { FULL_PERCENT, listQuotas, type QuotaRow, setQuota, showFolder } from '@/lib/folders'
import { formatBytes, formatLimit } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { properties, table } from '../table'

type ShowOptions = { in?: string; full?: true; sort?: string; all?: true }
const WINDOW = 200

/** `quota show|set`. */
export function addQuotaCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const quota = program.command('quota').description(t('How much mailboxes and folders may hold'))

  quota
    .command('show [folder]')
    .description(
      t('Show the quota that holds for a folder; without one, the mailboxes of all users, fullest first'),
    )
    .option('--in <place>', t('Only below this place, such as example.com or example.com/Sales, or a DN'))
    .option('--full', t('Only those over {percent} %', { percent: FULL_PERCENT }))
    .option('--all', t('Not only the first {count}', { count: WINDOW }))
    .action(async (folder: string | undefined, options: ShowOptions) => {
      if (folder === undefined) return list(options)
      const { quota } = await perform(showFolder, { folder })
      const words = properties([
        [t('Set on'), quota?.root ?? ''],
        [t('Used'), quota ? formatBytes(t.locale, quota.usedBytes) : ''],
        [t('Quota'), limitWords(quota?.limitBytes ?? null, t)],
      ])
      answer(quota, words)
    })

  quota
    .command('set <folder> <size>')
    .description(t('Set how much a mailbox such as user/anna, or one folder, may hold: 500 MB, 2 GB, none'))
    .action(async (folder: string, size: string) => {
      const { limitBytes } = await perform(setQuota, { folder, quota: size })
      const words = t('The quota of {name} is now {size}.', { name: folder, size: limitWords(limitBytes, t) })
      answer({ folder, limitBytes }, words)
    })

  async function list({ in: at, full, all }: ShowOptions) {
    const rows: QuotaRow[] = []
    let total = 1
    for (let offset = 0; offset === 0 || (all && offset < total); offset += WINDOW) {
      const page = await perform(listQuotas, { at, full, offset, count: WINDOW })
      rows.push(...page.rows)
      total = page.total
    }
    const cells = rows.map((row) => [
      ...[row.login, row.name, row.usedBytes === null ? '' : formatBytes(t.locale, row.usedBytes)],
      ...[
        limitWords(row.limitBytes, t),
        row.percent === null ? '' : `${row.percent} %`,
        row.isFull ? '!' : '',
      ],
    ])
    const shown = rows.length
    const more =
      total > shown ? `\n${t('{shown} of {total} are shown; --all shows all.', { shown, total })}` : ''
    const head = [t('Login'), t('Name'), t('Used'), t('Quota'), '%', '']
    answer({ rows, total }, table(head, cells) + more)
  }
}

function limitWords(bytes: number | null, t: T): string {
  return bytes === null ? t('no limit') : formatLimit(t.locale, bytes)
}
