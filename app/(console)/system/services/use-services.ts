'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Outcome } from '@/lib/errors'
import type { ServiceState } from '@/lib/services'

const EVERY_MS = 5000

/** The servers as they were when they could last be looked at, and what keeps that from being now. */
export function useServices(initial: ServiceState[]) {
  const [seen, setSeen] = useState(initial)
  const { data, isError, refetch } = useQuery({
    queryKey: ['services'],
    queryFn: look,
    refetchInterval: EVERY_MS,
  })
  useEffect(() => {
    if (data?.ok) setSeen(data.value)
  }, [data])
  return { services: seen, problem: data?.ok === false ? data.problem : null, isAlone: isError, refetch }
}

async function look(): Promise<Outcome<ServiceState[]>> {
  const response = await fetch('/api/services', { cache: 'no-store' })
  return response.json()
}
