'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useLookAgain } from './use-look-again'
import type { ScrollToRow } from './virtual-table'
import { type Ask, type RowsWindow, WindowedRows } from './windowed-rows'

/** Lists by the window that began them: with Back the browser shows the page as it was, and where it was. */
const left = new WeakMap<object, unknown>()

/**
 * The rows of a list that began with the window that came with the page, with the way to the first that begins with a
 * text. `ask` is that of the first call.
 */
export function useWindowedList<Row>(ask: Ask<Row>, initial: RowsWindow<Row>) {
  const [rows] = useState(
    () => (left.get(initial) as WindowedRows<Row> | undefined) ?? new WindowedRows(ask, initial),
  )
  const begun = useRef(initial)
  const scrollToRow = useRef<ScrollToRow>(null)
  useSyncExternalStore(rows.subscribe, rows.version, rows.version)
  useLookAgain(rows)

  useEffect(() => {
    const { current: first } = begun
    if (left.get(first) === rows) {
      scrollToRow.current?.(rows.firstInSight)
      rows.refresh()
    }
    return () => {
      left.set(first, rows)
    }
  }, [rows])

  useEffect(() => {
    if (begun.current === initial) return
    begun.current = initial
    rows.begin(initial)
  }, [rows, initial])

  async function jump(text: string) {
    const row = text === '' ? 0 : await rows.find(text)
    if (row !== null) scrollToRow.current?.(row)
  }

  return { rows, scrollToRow, jump }
}
