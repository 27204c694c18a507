/** Lists of any length: the first rows, or with --all every window after the other. */
import type { Command } from 'commander'
import { LIST_WINDOW, type ListRow, type ListRows, listEntries } from '@/lib/directory'
import type { Face } from '../face'
import { table } from '../table'

export type ListOptions = { in?: string; all?: true }

export function addListOptions(command: Command, { t }: Face): Command {
  return command
    .option('--in <place>', t('Only below this place, such as example.com or example.com/Sales, or a DN'))
    .option('--all', t('Not only the first {count}', { count: LIST_WINDOW }))
}

/** Answers with what is found below a place, or in the whole scope: as JSON rows and total. */
export async function answerList(
  { perform, answer, t }: Face,
  { in: at, all, ...criteria }: ListOptions & Record<string, string | true | undefined>,
  head: string[],
  cells: (row: ListRow) => string[],
): Promise<void> {
  const rows: ListRow[] = []
  let list: string | null = null
  let total = 0
  for (let offset = 0; offset === 0 || (all && offset < total); offset += LIST_WINDOW) {
    const place = at === undefined ? {} : { at, depth: 'sub' }
    const wish = { ...criteria, ...place, offset, count: LIST_WINDOW, ...(list && { list }) }
    const page: ListRows = await perform(listEntries, wish)
    rows.push(...page.rows)
    ;({ total, list } = page)
  }
  const shown = rows.length
  const more =
    total > shown ? `\n${t('{shown} of {total} are shown; --all shows all.', { shown, total })}` : ''
  answer({ rows, total }, table(head, rows.map(cells)) + more)
}
