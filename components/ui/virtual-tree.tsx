'use client'

import { Fragment, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { useT } from '@/lib/locales/client'
import { Button } from './button'
import { classNames } from './class-names'
import { ChevronEndIcon } from './icons'
import type { TreeLevels, TreeLine } from './tree-levels'
import { TroubleNotice } from './trouble-notice'
import { BEYOND, useRowsInSight } from './use-rows-in-sight'
import type { ScrollToRow } from './virtual-table'

/** How a row of a tree is shown. */
export type TreeCells = {
  name: ReactNode
  facts?: ReactNode
  /** Names the button that opens it; null when there is nothing below. */
  opens: string | null
}

/** While it scrolls on, nothing is fetched. */
const PAUSE_MS = 80

/**
 * A tree of any size in the page's own scrolling, of which only the lines in sight exist. All are of the same height: two
 * lines of text in narrow windows, else one.
 */
export function VirtualTree<Row>({
  levels,
  cells,
  empty,
}: {
  levels: TreeLevels<Row>
  cells: (row: Row) => TreeCells
  /** Said where a level has no rows. */
  empty: (depth: number) => string
}) {
  const version = useSyncExternalStore(levels.subscribe, levels.version, levels.version)
  const scrollToRow = useRef<ScrollToRow>(null)
  const { body, first, end, rendered, height } = useRowsInSight<HTMLUListElement>(levels.length, scrollToRow)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was opened or fetched may have brought others into sight
  useEffect(() => {
    const timer = setTimeout(() => levels.show(first - BEYOND, end + BEYOND), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [levels, first, end, version])

  const spacer = (count: number) =>
    count > 0 ? <li aria-hidden="true" style={{ height: count * height }} /> : null

  return (
    <>
      {levels.trouble ? (
        <div className="p-3">
          <TroubleNotice trouble={levels.trouble} />
        </div>
      ) : null}
      <ul ref={body} className="[overflow-anchor:none]">
        {rendered.map((number, i) => (
          <Fragment key={number}>
            {spacer(number - (rendered[i - 1] ?? -1) - 1)}
            <Line
              number={number}
              line={levels.line(number)}
              toggle={() => levels.toggle(number)}
              {...{ cells, empty }}
            />
          </Fragment>
        ))}
        {spacer(levels.length - (rendered.at(-1) ?? -1) - 1)}
      </ul>
    </>
  )
}

function Line<Row>({
  number,
  line,
  cells,
  empty,
  toggle,
}: {
  number: number
  line: TreeLine<Row>
  cells: (row: Row) => TreeCells
  empty: (depth: number) => string
  toggle: () => void
}) {
  const { row, index, total, depth, isOpen } = line
  const isRow = row !== undefined && row !== 'gone' && row !== 'empty'
  const t = useT()
  const { name, facts, opens } = isRow ? cells(row) : { name: null, facts: null, opens: null }
  return (
    <li
      data-row={number}
      {...(row !== 'empty' && { 'aria-posinset': index + 1, 'aria-setsize': total })}
      className="flex h-9 items-center gap-1.5 overflow-hidden border-line border-b pe-3 text-[0.8125rem] hover:bg-hover/50 max-md:h-14"
      style={{ paddingInlineStart: `${depth * 1.25 + 0.5}rem` }}
    >
      {depth > 0 ? <span className="sr-only">{t('Level {n}', { n: depth + 1 })}</span> : null}
      {opens === null ? (
        <span className="size-7 shrink-0" />
      ) : (
        <Button
          variant="quiet"
          aria-label={opens}
          aria-expanded={isOpen}
          onPress={toggle}
          className="size-7 px-0"
        >
          <ChevronEndIcon className={classNames('size-3', isOpen && 'rotate-90 rtl:-rotate-90')} />
        </Button>
      )}
      {isRow ? (
        <div className="flex min-w-0 flex-1 items-center justify-between gap-x-4 max-md:flex-col max-md:items-start">
          {name}
          {facts}
        </div>
      ) : (
        <span className="min-w-0 truncate text-muted">
          {row === 'empty' ? empty(depth) : <Absent isGone={row === 'gone'} trouble={line.trouble} />}
        </span>
      )}
    </li>
  )
}

function Absent({ isGone, trouble }: { isGone: boolean } & Pick<TreeLine<unknown>, 'trouble'>) {
  const t = useT()
  if (isGone) return t('This entry is no longer there.')
  if (trouble) return trouble === 'alone' ? t('The console does not answer.') : trouble.message
  return (
    <>
      <span className="sr-only">{t('Loading …')}</span>
      <span className="block h-2 w-32 rounded-full bg-sunken" />
    </>
  )
}
