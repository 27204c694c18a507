'use client'

import { useT } from '@/lib/locales/client'
import { formatNumber } from '@/lib/locales/format'
import { Button } from './button'

/** Which rows of a longer list are shown, and the way to the ones before and after; nothing when all are shown. */
export function Pager({
  offset,
  size,
  total,
  onMove,
}: {
  /** The first row shown, from 0. */
  offset: number
  /** Rows of a page. */
  size: number
  total: number
  onMove: (offset: number) => void
}) {
  const t = useT()
  if (total <= size && offset === 0) return null
  const number = (count: number) => formatNumber(t.locale, count)
  const range = {
    first: number(offset + 1),
    last: number(Math.min(offset + size, total)),
    total: number(total),
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-3 py-2">
      <span role="status" className="me-auto text-muted tabular-nums">
        {t('{first} to {last} of {total}', range)}
      </span>
      <Button isDisabled={offset === 0} onPress={() => onMove(Math.max(0, offset - size))}>
        {t('Previous')}
      </Button>
      <Button isDisabled={offset + size >= total} onPress={() => onMove(offset + size)}>
        {t('Next')}
      </Button>
    </div>
  )
}
