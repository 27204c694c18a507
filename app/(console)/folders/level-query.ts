/** How the rows of the folder trees are asked for, window by window. */
import type { Ask, RowsWindow, Wanted } from '@/components/ui/windowed-rows'
import type { ListRow } from '@/lib/directory'
import type { FolderRow } from '@/lib/folders'
import { fetched } from './fetched'

/** The folders directly below a place. */
export function foldersBelow(place: string, { internal, text = '' }: { internal: boolean; text?: string }) {
  return asking<FolderRow>('/api/folders', {
    ...{ place, internal: String(internal) },
    ...(text && { text }),
  })
}

/** Everybody in scope who has a mailbox. */
export function peopleLike(text: string) {
  return asking<ListRow>('/api/accounts', {
    ...{ kind: 'user', mailbox: 'yes', depth: 'sub' },
    ...(text && { text }),
  })
}

function asking<Row>(path: string, query: Record<string, string>): Ask<Row> {
  return (wanted: Wanted) =>
    fetched<RowsWindow<Row>>(path, {
      ...query,
      ...{ offset: String('offset' in wanted ? wanted.offset : 0), count: String(wanted.count) },
      ...(wanted.list !== null && { list: wanted.list }),
    })
}
