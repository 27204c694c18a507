'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { TroubleNotice } from '@/components/ui/trouble-notice'
import { useWindowedList } from '@/components/ui/use-windowed-list'
import { VirtualTable } from '@/components/ui/virtual-table'
import type { Ask, RowsWindow } from '@/components/ui/windowed-rows'
import type { ListRow } from '@/lib/directory'
import type { ActionName } from '@/lib/jobs'
import { useT } from '@/lib/locales/client'
import { BulkBar } from './bulk/bulk-bar'
import { type Selection, useSelection } from './bulk/selection'
import { entryColumns } from './entry-columns'
import { ListBar } from './list-bar'
import { type ListQuery, listAddress } from './list-query'

export type EntryListProps = {
  label: string
  /** The page that the list is on. */
  path: string
  query: ListQuery
  depth: 'one' | 'sub'
  /** The window that came with the page. */
  initial: RowsWindow<ListRow>
  /** What the person may do to many accounts at once; without any nothing can be marked. */
  actions: ActionName[]
}

/**
 * A list of entries of any length, looked at a window at a time. With another query it is another list: give it a key. In
 * another order it is the same one, and what is marked stays.
 */
export function EntryList(props: EntryListProps) {
  const selection = useSelection()
  const { sort, reverse } = props.query
  return <OrderedList key={`${sort} ${reverse}`} {...props} selection={selection} />
}

function OrderedList({
  label,
  path,
  query,
  depth,
  initial,
  actions,
  selection,
}: EntryListProps & { selection: Selection }) {
  const t = useT()
  const router = useRouter()
  const [refreshing, refresh] = useTransition()
  const { rows, scrollToRow, jump } = useWindowedList(askFor({ ...query, depth }), initial)
  const { total, trouble } = rows
  return (
    <>
      <ListBar
        path={path}
        query={query}
        depth={depth}
        total={total}
        onJump={(text) => void jump(text)}
        refreshing={refreshing}
        onRefresh={() => refresh(() => router.refresh())}
      />
      {trouble ? (
        <div className="px-3 pb-3">
          <TroubleNotice trouble={trouble} />
        </div>
      ) : null}
      {total > 0 ? (
        <VirtualTable
          label={label}
          rows={rows}
          columns={entryColumns(t, { path, query, depth }, actions.length > 0 ? selection : null)}
          scrollToRow={scrollToRow}
        />
      ) : (
        <p className="border-line border-t px-4 py-8 text-center text-muted">{t('There is nothing here')}</p>
      )}
      <BulkBar selection={selection} query={query} depth={depth} actions={actions} />
    </>
  )
}

function askFor(query: ListQuery): Ask<ListRow> {
  return async ({ count, list, ...at }) => {
    const where = 'from' in at ? { from: at.from } : { offset: String(at.offset) }
    const address = listAddress('/api/accounts', {
      ...query,
      ...where,
      count: String(count),
      list: list ?? '',
    })
    const response = await fetch(address, { cache: 'no-store' })
    return response.json()
  }
}
