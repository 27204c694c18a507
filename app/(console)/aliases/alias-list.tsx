'use client'

import { JumpBox } from '@/components/ui/jump-box'
import { Link } from '@/components/ui/link'
import { TroubleNotice } from '@/components/ui/trouble-notice'
import { useWindowedList } from '@/components/ui/use-windowed-list'
import { type VirtualColumn, VirtualTable } from '@/components/ui/virtual-table'
import type { Ask, RowsWindow } from '@/components/ui/windowed-rows'
import type { AliasRow } from '@/lib/aliases'
import { useT } from '@/lib/locales/client'
import { formatNumber } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { aliasPage } from '../places'

/** Aliases by address, looked at a window at a time. In another place it is another list: give it a key. */
export function AliasList({ container, initial }: { container?: string; initial: RowsWindow<AliasRow> }) {
  const t = useT()
  const { rows, scrollToRow, jump } = useWindowedList(askFor(container), initial)
  const { total, trouble } = rows
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        <span role="status" className="font-medium tabular-nums">
          {t.plural('{n} alias', '{n} aliases', total)}
        </span>
        <JumpBox onJump={(text) => void jump(text)} />
      </div>
      {trouble ? (
        <div className="px-3 pb-3">
          <TroubleNotice trouble={trouble} />
        </div>
      ) : null}
      <VirtualTable label={t('Aliases')} rows={rows} columns={columns(t)} scrollToRow={scrollToRow} />
    </>
  )
}

function columns(t: T): VirtualColumn<AliasRow>[] {
  return [
    {
      label: t('Address'),
      sorted: 'ascending',
      cell: ({ address }) => (
        <Link
          href={aliasPage(address)}
          dir="auto"
          className="aligned block truncate rounded-sm hover:text-accent hover:underline"
        >
          {address}
        </Link>
      ),
    },
    {
      ...{ label: t('Members'), align: 'end', className: 'w-28 tabular-nums' },
      cell: ({ members }) => formatNumber(t.locale, members),
    },
    {
      ...{ label: t('Description'), wide: true, className: 'w-1/2 text-muted' },
      cell: ({ description }) => (
        <span dir="auto" className="aligned block truncate">
          {description}
        </span>
      ),
    },
  ]
}

function askFor(container: string | undefined): Ask<AliasRow> {
  return async ({ count, list, ...at }) => {
    const where = new URLSearchParams({
      ...(container !== undefined && { container }),
      ...('from' in at ? { from: at.from } : { offset: String(at.offset) }),
      ...{ count: String(count), list: list ?? '' },
    })
    const response = await fetch(`/api/aliases?${where}`, { cache: 'no-store' })
    return response.json()
  }
}
