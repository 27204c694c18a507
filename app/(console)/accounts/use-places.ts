'use client'

import { useEffect, useState } from 'react'
import type { Place } from '@/lib/directory'
import type { Outcome } from '@/lib/errors'

const QUIET_MS = 200

/** Places that what is typed could mean; the last ones found while nobody types or answers. */
export function usePlaces(
  typed: string | null,
  onFound: (found: Place[]) => void,
  kind: 'domain' | 'any' = 'any',
): Place[] {
  const [places, setPlaces] = useState<Place[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each text
  useEffect(() => {
    if (typed === null) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const address = `/api/places?${new URLSearchParams({ text: typed.slice(0, 200), kind })}`
      const response = await fetch(address, { signal: stop.signal }).catch(() => null)
      const outcome = (await response?.json().catch(() => null)) as Outcome<Place[]> | null
      if (stop.signal.aborted || !outcome?.ok) return
      setPlaces(outcome.value)
      onFound(outcome.value)
    }, QUIET_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed])
  return places
}
