'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { PencilIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import { Tag } from '@/components/ui/tag'
import { TroubleNotice } from '@/components/ui/trouble-notice'
import { type ScrollToRow, type VirtualColumn, VirtualTable } from '@/components/ui/virtual-table'
import { type Ask, type RowsWindow, WindowedRows } from '@/components/ui/windowed-rows'
import type { QuotaRow } from '@/lib/folders'
import type { ActionName } from '@/lib/jobs'
import { useT } from '@/lib/locales/client'
import { formatBytes, formatLimit, formatNumber } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { BulkBar } from '../../accounts/bulk/bulk-bar'
import { type Selection, useSelection } from '../../accounts/bulk/selection'
import { foldersOf } from '../../places'
import { fetched } from '../fetched'
import { QuotaForm } from '../folder/quota-form'

/** Everybody's quota, of any number of people; limits are set in the table, one by one or for the marked ones. */
export function QuotaList({
  initial,
  isFull,
  actions,
}: {
  initial: RowsWindow<QuotaRow>
  isFull: boolean
  actions: ActionName[]
}) {
  const t = useT()
  const router = useRouter()
  const [rows] = useState(() => new WindowedRows(askFor(isFull), initial))
  const [edited, edit] = useState<QuotaRow | null>(null)
  const begun = useRef(initial)
  const scrollToRow = useRef<ScrollToRow>(null)
  const selection = useSelection()
  useSyncExternalStore(rows.subscribe, rows.version, rows.version)

  useEffect(() => {
    if (begun.current === initial) return
    begun.current = initial
    rows.begin(initial)
  }, [rows, initial])

  const { trouble } = rows
  return (
    <>
      {trouble ? (
        <div className="p-3">
          <TroubleNotice trouble={trouble} />
        </div>
      ) : null}
      <VirtualTable
        label={t('Quotas')}
        rows={rows}
        columns={columnsOf(t, selection, edit)}
        scrollToRow={scrollToRow}
      />
      <BulkBar selection={selection} query={{ kind: 'user', mailbox: 'yes' }} depth="sub" actions={actions} />
      <Dialog
        isOpen={edited !== null}
        onClose={() => edit(null)}
        title={t('Quota of {name}', { name: edited?.name ?? '' })}
      >
        {edited ? (
          <QuotaForm
            folder={`user/${edited.login}`}
            limit={edited.limitBytes}
            onDone={() => {
              edit(null)
              router.refresh()
            }}
          />
        ) : null}
      </Dialog>
    </>
  )
}

function columnsOf(t: T, selection: Selection, edit: (row: QuotaRow) => void): VirtualColumn<QuotaRow>[] {
  const size = (bytes: number | null) => formatBytes(t.locale, bytes ?? 0)
  const percentOf = (percent: number | null) => `${formatNumber(t.locale, percent ?? 0)} %`
  return [
    {
      label: t('Name'),
      className: 'md:w-[34%]',
      cell: ({ id, login, name, isFull, percent }) => (
        <span className="flex min-w-0 items-center gap-2">
          <input
            type="checkbox"
            aria-label={t('Mark {name}', { name })}
            checked={selection.isMarked({ id, login })}
            onChange={({ target }) => selection.mark({ id, login }, target.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          <span className="flex min-w-0 flex-col items-start">
            <Link
              href={foldersOf(login)}
              dir="auto"
              className="min-w-0 max-w-full truncate rounded-sm hover:text-accent hover:underline"
            >
              {name}
            </Link>
            {isFull ? (
              <span className="md:hidden">
                <Tag tone="warning">{percentOf(percent)}</Tag>
              </span>
            ) : null}
          </span>
          <bdi className="min-w-0 truncate font-normal text-muted max-md:hidden">{login}</bdi>
        </span>
      ),
    },
    {
      label: t('Used'),
      className: 'max-md:w-40',
      cell: (row) =>
        row.percent === null ? (
          <span className="text-muted">
            {row.usedBytes === null ? '–' : t('{used} used, no limit', { used: size(row.usedBytes) })}
          </span>
        ) : (
          <span className="flex items-center gap-2">
            <Meter
              label={t('Quota of {name}', { name: row.name })}
              fraction={row.percent / 100}
              text={t('{used} of {limit} used', {
                used: size(row.usedBytes),
                limit: formatLimit(t.locale, row.limitBytes ?? 0),
              })}
            />
            {row.isFull ? (
              <span className="shrink-0 max-md:hidden">
                <Tag tone="warning">{percentOf(row.percent)}</Tag>
              </span>
            ) : null}
          </span>
        ),
    },
    {
      label: t('Change'),
      hideLabel: true,
      align: 'end',
      className: 'w-14',
      cell: (row) => (
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('Change the quota of {name}', { name: row.name })}
          onPress={() => edit(row)}
          onHoverStart={preloadDialog}
          onFocus={preloadDialog}
        >
          <PencilIcon />
        </Button>
      ),
    },
  ]
}

function askFor(isFull: boolean): Ask<QuotaRow> {
  return async (wanted) => {
    const offset = 'offset' in wanted ? wanted.offset : 0
    const outcome = await fetched<Omit<RowsWindow<QuotaRow>, 'list'>>('/api/quotas', {
      ...{ full: String(isFull), offset: String(offset), count: String(wanted.count) },
    })
    return outcome.ok ? { ok: true, value: { ...outcome.value, list: null } } : outcome
  }
}
