/** How the rows of the folder trees are asked for, window by window. */
import type { Ask, RowsWindow, Wanted } from '@/components/ui/windowed-rows'
import type { ListRow } from '@/lib/directory'
import type { FolderRow, LimitedRow } from '@/lib/folders'
import { fetched } from './fetched'

/** The folders directly below a place. */
export function foldersBelow(place: string, { internal, text = '' }: { internal: boolean; text?: string }) {
  return asking<FolderRow>('/api/folders', {
    ...{ place, internal: String(internal) },
    ...(text && { text }),
  })
}

/** Everybody in scope who has a mailbox; `lookAt` hears of each window that came. */
export function peopleLike(text: string, lookAt: (people: ListRow[]) => unknown): Ask<ListRow> {
  const ask = asking<ListRow>('/api/accounts', {
    ...{ kind: 'user', mailbox: 'yes', depth: 'sub' },
    ...(text && { text }),
  })
  return async (wanted) => {
    const people = await ask(wanted)
    if (people.ok) void lookAt(people.value.rows)
    return people
  }
}

/** How full the mailboxes of these people are; nothing where nobody tells. */
export async function limitsOf(logins: string[]): Promise<LimitedRow[]> {
  const query = { logins: logins.join(',') }
  const told = await fetched<{ rows: LimitedRow[] }>('/api/quotas/of', query).catch(() => null)
  return told?.ok ? told.value.rows : []
}

function asking<Row>(path: string, query: Record<string, string>): Ask<Row> {
  return (wanted: Wanted) =>
    fetched<RowsWindow<Row>>(path, {
      ...query,
      ...{ offset: String('offset' in wanted ? wanted.offset : 0), count: String(wanted.count) },
      ...(wanted.list !== null && { list: wanted.list }),
    })
}
