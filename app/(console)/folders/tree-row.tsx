'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { ChevronEndIcon } from '@/components/ui/icons'

/** A row of a tree; what is below it is there once it was opened. */
export function TreeRow({
  depth,
  opens,
  isOpenAtFirst = false,
  name,
  facts,
  children,
}: {
  depth: number
  /** Names the button that opens it; null when there is nothing below. */
  opens: string | null
  isOpenAtFirst?: boolean
  name: ReactNode
  facts?: ReactNode
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <li>
      <div
        className="flex min-h-9 items-center gap-1.5 border-line border-b py-0.5 pe-3 text-[0.8125rem] hover:bg-hover/50"
        style={{ paddingInlineStart: `${depth * 1.25 + 0.5}rem` }}
      >
        {opens === null ? (
          <span className="size-7 shrink-0" />
        ) : (
          <Button
            variant="quiet"
            aria-label={opens}
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
            className="size-7 px-0"
          >
            <ChevronEndIcon className={classNames('size-3', isOpen && 'rotate-90 rtl:-rotate-90')} />
          </Button>
        )}
        <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4">
          {name}
          {facts}
        </div>
      </div>
      {isOpen ? children : null}
    </li>
  )
}
