'use client'

import type { ReactNode } from 'react'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { useT } from '@/lib/locales/client'
import type { Counted } from './use-count'

const MOST = 200

/** The frame around what a rule would do: how far the count is, the sum, then folder by folder. */
export function CountedRows<Row>({
  counted,
  title,
  children,
  rows,
  row,
}: {
  counted: Pick<Counted<{ accounts: number; total: number }>, 'done' | 'total' | 'problem'>
  title: ReactNode
  /** What is to be said beside the sum. */
  children?: ReactNode
  rows: Row[]
  row: (row: Row) => { name: string; text: ReactNode }
}) {
  const t = useT()
  const { done, total, problem } = counted
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      <p className="font-medium">{title}</p>
      {children}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <p className="text-muted">
        {done < total
          ? t('{done} of {total} mailboxes were looked at so far. Nothing waits for the rest.', {
              done,
              total,
            })
          : t.plural('{n} mailbox was looked at.', '{n} mailboxes were looked at.', done)}
      </p>
      {rows.length > 0 ? (
        <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto">
          {rows.slice(0, MOST).map((one) => {
            const { name, text } = row(one)
            return (
              <li key={name} className="flex items-baseline justify-between gap-3">
                <bdi className="min-w-0 break-all">{name}</bdi>
                <span className="shrink-0 text-muted tabular-nums">{text}</span>
              </li>
            )
          })}
        </ul>
      ) : null}
      {rows.length > MOST ? (
        <p className="text-muted">{t.plural('and {n} more', 'and {n} more', rows.length - MOST)}</p>
      ) : null}
    </div>
  )
}
