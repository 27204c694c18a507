'use client'

import { useState, useTransition } from 'react'
import type { Outcome, Problem } from '@/lib/errors'
import { useT } from '@/lib/locales/client'

export type Action<T> = (input: unknown) => Promise<Outcome<T>>

/** Runs a server action and remembers what was wrong. A console that does not answer is a problem like others. */
export function useAction<T>(action: Action<T>) {
  const t = useT()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, start] = useTransition()

  function submit(input: unknown, onDone?: (value: T) => void, onRefused?: (problem: Problem) => void) {
    start(async () => {
      const outcome = await action(input).catch(() => unanswered<T>(t('The console does not answer.')))
      // Updates after an await are part of the transition only if they say so.
      start(() => {
        setProblem(outcome.ok ? null : outcome.problem)
        if (outcome.ok) onDone?.(outcome.value)
        else onRefused?.(outcome.problem)
      })
    })
  }

  return { submit, pending, problem, setProblem }
}

function unanswered<T>(message: string): Outcome<T> {
  return { ok: false, problem: { kind: 'unavailable', code: 'service.unreachable', message, fields: {} } }
}
