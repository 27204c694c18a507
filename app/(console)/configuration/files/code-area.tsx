'use client'

import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { FormatName } from '@/lib/configuration'
import { pieces, type TokenKind, tokensOf } from './highlight'

const LINE = 20
const PADDING = 8

/**
 * A text area over the same text in colours. Only the lines in sight are drawn, so that a file of a megabyte is typed in
 * as quickly as a short one.
 */
export function CodeArea({
  label,
  format,
  value,
  onChange,
  line,
  isInvalid = false,
  describedBy,
}: {
  label: string
  format: FormatName
  value: string
  onChange: (value: string) => void
  /** The line, from 1, to begin with. */
  line?: number
  isInvalid?: boolean
  describedBy?: string
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [seen, setSeen] = useState({ top: 0, left: 0, height: 600 })
  const starts = useMemo(() => lineStarts(value), [value])
  useLine(area, line)
  const first = Math.max(0, Math.floor((seen.top - PADDING) / LINE))
  const last = Math.min(starts.length, Math.ceil((seen.top + seen.height) / LINE) + 1)
  const look = () => {
    const element = area.current
    if (element) setSeen({ top: element.scrollTop, left: element.scrollLeft, height: element.clientHeight })
  }
  useEffect(() => {
    const element = area.current
    if (!element) return
    const watch = new ResizeObserver(() => setSeen((seen) => ({ ...seen, height: element.clientHeight })))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div
      dir="ltr"
      className="grid h-[70vh] grid-cols-[3.5rem_minmax(0,1fr)] overflow-hidden rounded-md border border-line-strong bg-surface font-mono text-[0.8125rem] leading-5 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[[aria-invalid]]:border-danger"
    >
      <div aria-hidden="true" className="relative overflow-hidden border-line border-e bg-sunken text-muted">
        <div className="absolute inset-x-0" style={{ top: PADDING + first * LINE - seen.top }}>
          {starts.slice(first, last).map((start, i) => (
            <div key={start} className="h-5 pe-2 text-end tabular-nums">
              {first + i + 1}
            </div>
          ))}
        </div>
      </div>
      <div className="relative overflow-hidden">
        <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
          <Coloured
            {...{ format, value, starts, first, last }}
            top={PADDING + first * LINE - seen.top}
            left={PADDING - seen.left}
          />
        </div>
        <textarea
          ref={area}
          aria-label={label}
          aria-invalid={isInvalid || undefined}
          aria-describedby={describedBy}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onScroll={look}
          wrap="off"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="drawn-below absolute inset-0 size-full resize-none overflow-auto whitespace-pre bg-transparent p-2 outline-none"
        />
      </div>
    </div>
  )
}

/** The lines in sight. While somebody types fast, colours come a moment later than letters. */
function Coloured({
  format,
  value,
  starts,
  first,
  last,
  top,
  left,
}: {
  format: FormatName
  value: string
  starts: readonly number[]
  first: number
  last: number
  top: number
  left: number
}) {
  const late = useDeferredValue(value)
  const tokens = useMemo(() => tokensOf(format, late), [format, late])
  const known = late === value ? tokens : []
  return (
    <div className="absolute whitespace-pre" style={{ top, left }}>
      {starts.slice(first, last).map((start, i) => {
        const end = (starts[first + i + 1] ?? value.length + 1) - 1
        return (
          <div key={start} className="h-5">
            {pieces(value, known, start, end).map(({ text, kind }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a piece is known by its place
              <span key={at} className={kind ? colours[kind] : undefined}>
                {text}
              </span>
            ))}
          </div>
        )
      })}
    </div>
  )
}

/** Puts the cursor on a line when the page opens, and brings it into sight. */
function useLine(area: RefObject<HTMLTextAreaElement | null>, line: number | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each line that is asked for
  useEffect(() => {
    const element = area.current
    if (!element || line === undefined) return
    const starts = lineStarts(element.value)
    const start = starts[line - 1]
    if (start === undefined) return
    element.focus()
    element.setSelectionRange(start, (starts[line] ?? element.value.length + 1) - 1)
    element.scrollTop = Math.max(0, (line - 1) * LINE - element.clientHeight / 3)
  }, [line])
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const colours: Record<TokenKind, string> = {
  comment: 'text-muted italic',
  off: 'text-muted line-through',
  name: 'text-accent',
  section: 'text-warning',
  secret: 'rounded bg-sunken text-muted',
}
