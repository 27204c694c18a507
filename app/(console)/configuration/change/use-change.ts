'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Outcome } from '@/lib/errors'
import type { ChangeInWords } from './in-words'

const BUSY_MS = 1000
/** Of the minute in which a change has to be kept, others are to have nearly all. */
const IDLE_MS = 5_000

/**
 * The last change of the configuration, looked at every second while it is under way or awaited; `isAlone` while nobody
 * answers, `isCut` when not even the web process does, and `problem` what the console answers instead, such as that
 * nobody is signed in.
 */
export function useChange({ isAwaited = false } = {}) {
  const { data, isError, refetch } = useQuery({
    queryKey: ['configuration change'],
    queryFn: look,
    refetchInterval: ({ state: { data, status } }) => {
      if (status === 'error' || !data) return BUSY_MS
      if (!data.ok) return data.problem.kind === 'unavailable' ? BUSY_MS : IDLE_MS
      return isAwaited || isUnderWay(data.value) ? BUSY_MS : IDLE_MS
    },
    refetchIntervalInBackground: true,
  })
  const problem = !isError && data?.ok === false ? data.problem : null
  const isDown = problem?.kind === 'unavailable'
  return {
    change: data?.ok ? data.value : null,
    isKnown: data?.ok === true,
    isAlone: isError || isDown,
    isCut: isError,
    problem: isDown ? null : problem,
    refetch,
  }
}

const SEEN = 'configuration-change'

/** Tells the rest of the page that a change goes on, which would look for one after a while only. */
export function useTelling(step: string | null): void {
  useEffect(() => {
    if (step !== null) dispatchEvent(new Event(SEEN))
  }, [step])
}

/** Looks at once when another part of the page tells of a change. */
export function useHearing(refetch: () => void): void {
  useEffect(() => {
    addEventListener(SEEN, refetch)
    return () => removeEventListener(SEEN, refetch)
  }, [refetch])
}

export function isUnderWay(change: ChangeInWords | null): boolean {
  return change !== null && change.phase !== 'kept' && change.phase !== 'reverted'
}

async function look(): Promise<Outcome<ChangeInWords | null>> {
  const response = await fetch('/api/configuration/state', { cache: 'no-store' })
  return response.json()
}
