'use client'

import { useEffect, useRef, useState } from 'react'
import type { Action } from '@/components/ui/use-action'
import type { Outcome, Problem } from '@/lib/errors'

type Page = { accounts: number; total: number }
export type Counted<P extends Page> = { pages: P[]; done: number; total: number; problem: Problem | null }

/**
 * Looks at everybody whom a rule is about, some at a time. The first part is waited for, so that what is wrong with the
 * form is said beside it; the others come in while the person reads, until the page is left or the form is changed.
 */
export function useCount<P extends Page>(action: Action<P>) {
  const [counted, setCounted] = useState<Counted<P> | null>(null)
  const [asked, setAsked] = useState('')
  const turn = useRef(0)
  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )

  async function begin(input: object): Promise<Outcome<P>> {
    turn.current += 1
    const mine = turn.current
    const first = await action({ ...input, offset: 0 })
    if (!first.ok || turn.current !== mine) return first
    setAsked(JSON.stringify(input))
    setCounted({ pages: [first.value], done: first.value.accounts, total: first.value.total, problem: null })
    void goOn(mine, input, first.value)
    return first
  }

  async function goOn(mine: number, input: object, { accounts, total }: P) {
    let done = accounts
    while (done < total) {
      const outcome = await action({ ...input, offset: done }).catch(() => null)
      if (turn.current !== mine) return
      if (!outcome?.ok) {
        setCounted((before) => before && { ...before, problem: outcome?.problem ?? null, total: before.done })
        return
      }
      const page = outcome.value
      // Fewer than there were: some went meanwhile.
      if (page.accounts === 0) return
      done += page.accounts
      setCounted((before) => before && { ...before, pages: [...before.pages, page], done, total: page.total })
    }
  }

  return {
    begin,
    /** What was counted for exactly this input. */
    of: (input: object) => (asked === JSON.stringify(input) ? counted : null),
  }
}
