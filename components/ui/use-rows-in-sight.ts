'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ScrollToRow } from './virtual-table'

/** What is drawn before the browser has measured anything, as the server does. */
const AT_FIRST = { first: 0, end: 30 }
const ROW_HEIGHT = 36
/** Rows beyond what is in sight, so that scrolling and Tab find something there. */
export const BEYOND = 10

/** Which rows of a table body or list are in sight in the scrolling element around it, all rows being equally high. */
export function useRowsInSight<Body extends HTMLElement = HTMLTableSectionElement>(
  total: number,
  scrollToRow: RefObject<ScrollToRow | null>,
) {
  const body = useRef<Body>(null)
  const [inSight, setInSight] = useState(AT_FIRST)
  const [height, setHeight] = useState(ROW_HEIGHT)
  const [focused, setFocused] = useState<number | null>(null)

  const measure = useCallback(() => {
    const element = body.current
    const scroller = element && scrollerOf(element)
    if (!scroller) return
    const row = element.querySelector('[data-row]')?.getBoundingClientRect().height || ROW_HEIGHT
    const top = scroller.getBoundingClientRect().top - element.getBoundingClientRect().top
    const first = Math.max(0, Math.floor(top / row))
    const end = Math.max(first, Math.ceil((top + scroller.clientHeight) / row))
    setHeight(row)
    setInSight((before) => (before.first === first && before.end === end ? before : { first, end }))
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another total the table has another height
  useLayoutEffect(measure, [measure, total])

  useEffect(() => {
    const element = body.current
    const scroller = element && scrollerOf(element)
    if (!scroller) return
    scrollToRow.current = (index) => {
      const row = element.querySelector('[data-row]')?.getBoundingClientRect().height ?? ROW_HEIGHT
      const header = element.parentElement?.querySelector('thead')?.clientHeight ?? 0
      const top = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      scroller.scrollTop += top + index * row - header
    }
    const watch = new ResizeObserver(measure)
    watch.observe(scroller)
    const leave = scrollByKeys(scroller)
    const focus = ({ target }: FocusEvent) => setFocused(rowOf(target))
    const blur = ({ relatedTarget }: FocusEvent) => setFocused(rowOf(relatedTarget))
    scroller.addEventListener('scroll', measure, { passive: true })
    element.addEventListener('focusin', focus)
    element.addEventListener('focusout', blur)
    return () => {
      scrollToRow.current = null
      watch.disconnect()
      leave()
      scroller.removeEventListener('scroll', measure)
      element.removeEventListener('focusin', focus)
      element.removeEventListener('focusout', blur)
    }
  }, [measure, scrollToRow])

  const from = Math.max(0, Math.min(inSight.first - BEYOND, total - 1))
  const to = Math.min(total, inSight.end + BEYOND)
  const rendered = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
  // The focus must not get lost because its row is scrolled away.
  if (focused !== null && focused < total && (focused < from || focused >= to)) rendered.push(focused)
  return { body, ...inSight, height, rendered: rendered.sort((a, b) => a - b) }
}

function scrollerOf(element: Element): HTMLElement | null {
  return element.closest('main')
}

function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : null
  return row ? Number(row) : null
}

/** Home, End, Page Up and Page Down as long as nothing has the focus; else the browser has them do the same. */
function scrollByKeys(scroller: HTMLElement): () => void {
  const scroll = (event: KeyboardEvent) => {
    // A page may have several lists, each of which would scroll it.
    if (event.defaultPrevented) return
    if (event.target !== document.body || event.altKey || event.ctrlKey || event.metaKey) return
    const page = scroller.clientHeight * 0.9
    const tops: Record<string, number> = {
      Home: 0,
      End: scroller.scrollHeight,
      PageUp: scroller.scrollTop - page,
      PageDown: scroller.scrollTop + page,
    }
    const top = tops[event.key]
    if (top === undefined) return
    event.preventDefault()
    scroller.scrollTop = top
  }
  document.addEventListener('keydown', scroll)
  return () => document.removeEventListener('keydown', scroll)
}
