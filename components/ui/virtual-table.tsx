'use client'

import { Fragment, type ReactNode, type RefObject, useEffect, useSyncExternalStore } from 'react'
import { useT } from '@/lib/locales/client'
import { classNames } from './class-names'
import { type Column, HeaderCell } from './table'
import { BEYOND, useRowsInSight } from './use-rows-in-sight'
import type { WindowedRows } from './windowed-rows'

export type VirtualColumn<Row> = Column & {
  cell: (row: Row) => ReactNode
  /** Set on the column that the list is sorted by. */
  sorted?: 'ascending' | 'descending'
}
/** Brings a row to the top of what is in sight. */
export type ScrollToRow = (index: number) => void

/** While it scrolls on, nothing is fetched. */
const PAUSE_MS = 80

/**
 * A table of any length in the page's own scrolling, of which only the rows in sight exist. All rows are of the same
 * height: two lines in narrow windows, else one.
 */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  scrollToRow,
}: {
  label: string
  columns: VirtualColumn<Row>[]
  rows: WindowedRows<Row>
  scrollToRow: RefObject<ScrollToRow | null>
}) {
  useSyncExternalStore(rows.subscribe, rows.version, rows.version)
  const { total } = rows
  const { body, first, end, rendered, height } = useRowsInSight(total, scrollToRow)

  useEffect(() => {
    const timer = setTimeout(() => rows.show(first, end, BEYOND), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [rows, first, end])

  // No cell spans columns: where some are hidden, those that it spanned beyond the last would take their share of the width.
  const spacer = (count: number) =>
    count > 0 ? (
      // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
      <tr aria-hidden="true">
        <td style={{ height: count * height }} className="p-0" />
      </tr>
    ) : null

  return (
    <table
      aria-label={label}
      aria-rowcount={total + 1}
      className="w-full table-fixed border-separate border-spacing-0 text-[0.8125rem] [overflow-anchor:none]"
    >
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
            <HeaderCell key={i} column={column} sorted={column.sorted} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rendered.map((index, i) => (
          <Fragment key={index}>
            {spacer(index - (rendered[i - 1] ?? -1) - 1)}
            <VirtualRow index={index} row={rows.row(index)} columns={columns} />
          </Fragment>
        ))}
        {spacer(total - (rendered.at(-1) ?? -1) - 1)}
      </tbody>
    </table>
  )
}

const rowStyle = 'h-9 overflow-hidden border-line border-b px-3 py-0 align-middle max-md:h-14'

function VirtualRow<Row>({
  index,
  row,
  columns,
}: {
  index: number
  row: Row | 'gone' | undefined
  columns: VirtualColumn<Row>[]
}) {
  const t = useT()
  const isHere = row !== undefined && row !== 'gone'
  const stand = row === 'gone' ? t('This entry is no longer there.') : <Unfetched />
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      className={isHere ? 'hover:[&>*]:bg-hover/50' : 'text-muted'}
    >
      {columns.map(({ cell, wide, align, className }, i) => {
        const style = classNames(
          rowStyle,
          wide && 'max-md:hidden',
          align === 'end' ? 'text-end' : 'text-start',
          className,
        )
        if (i > 0) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
            <td key={i} className={style}>
              {isHere ? cell(row) : null}
            </td>
          )
        }
        return isHere ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <th key={i} scope="row" className={classNames(style, 'font-medium')}>
            {cell(row)}
          </th>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <td key={i} className={style}>
            {stand}
          </td>
        )
      })}
    </tr>
  )
}

function Unfetched() {
  const t = useT()
  return (
    <>
      <span className="sr-only">{t('Loading …')}</span>
      <span className="block h-2 w-32 rounded-full bg-sunken" />
    </>
  )
}
