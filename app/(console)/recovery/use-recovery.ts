'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outcome } from '@/lib/errors'
import type { showRecovery } from '@/lib/repair'

/** How far a recovery is, and a page of what the last one found. */
export type Recovery = Awaited<ReturnType<(typeof showRecovery)['run']>>

/** Rows of the report that are shown at once, as many as the agent gives. */
export const REPORT_WINDOW = 50
const EVERY_MS = 1000

/** Asks again while a recovery runs or is awaited. Null where nobody asks for one. */
export function useRecovery(initial: Recovery | null, { isAwaited = false } = {}) {
  const [offset, move] = useState(0)
  const { data } = useQuery({
    // A recovery that is over in less than a moment is asked for once more when it is not awaited any longer.
    queryKey: ['recovery', offset, isAwaited],
    queryFn: () => look(offset),
    enabled: initial !== null,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      isAwaited || (data?.ok ? data.value : initial)?.isRunning ? EVERY_MS : false,
  })
  return { now: data?.ok ? data.value : initial, offset, move }
}

async function look(offset: number): Promise<Outcome<Recovery>> {
  const query = { offset: String(offset), count: String(REPORT_WINDOW) }
  const response = await fetch(`/api/recovery?${new URLSearchParams(query)}`, { cache: 'no-store' })
  return response.json()
}
