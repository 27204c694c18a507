'use client'

import { useEffect, useState } from 'react'
import type { Outcome } from '@/lib/errors'

type Suggestion = { text: string; name: string }

const QUIET_MS = 200

/** Accounts and aliases that what is being typed could mean; none while nothing is, or nobody answers. */
export function useSuggestions(typed: string): Suggestion[] {
  const [found, setFound] = useState<Suggestion[]>([])
  const text = typed.trim()
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      if (text.length < 2) return setFound([])
      const address = `/api/members?${new URLSearchParams({ text: text.slice(0, 100) })}`
      const response = await fetch(address, { signal: stop.signal }).catch(() => null)
      const outcome = (await response?.json().catch(() => null)) as Outcome<Suggestion[]> | null
      if (!stop.signal.aborted) setFound(outcome?.ok ? outcome.value : [])
    }, QUIET_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  return found
}
