'use client'

import type { Outcome } from '@/components/ui/problem'

/** Asks a GET route. A console that does not answer throws, as useQuery() expects it. */
export async function fetched<T>(path: string, query: Record<string, string>): Promise<Outcome<T>> {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`, { cache: 'no-store' })
  return response.json()
}
