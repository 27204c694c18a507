'use client'

import type { Outcome } from '@/lib/errors'

/** Asks a GET route. A console that does not answer throws, as useQuery() expects it. */
export async function fetched<T>(path: string, query: Record<string, string>): Promise<Outcome<T>> {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`, { cache: 'no-store' })
  return response.json()
}

const RETRY_MS = 3000

/** For useQuery(): asks again by itself while the console, or the server that it asked, does not answer. */
export function untilAnswered({
  state: { status, data },
}: {
  state: { status: string; data: Outcome<unknown> | undefined }
}): number | false {
  const isAway = data?.ok === false && data.problem.kind === 'unavailable'
  return status === 'error' || isAway ? RETRY_MS : false
}
