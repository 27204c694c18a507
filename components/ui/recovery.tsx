'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useT } from '@/lib/locales/client'
import { Spinner } from './spinner'

const EVERY_MS = 3000

/** Asks again every few seconds and brings the page back when the servers answer. */
export function Recovery() {
  const t = useT()
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(async () => {
      // A refresh that fails would leave the page for the browser's own error page.
      const alive = await fetch('/api/health', { cache: 'no-store' }).catch(() => null)
      if (alive?.ok) router.refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [router])
  return (
    <p role="status" className="flex items-center gap-2 text-muted">
      <Spinner />
      {t('This page comes back by itself as soon as the server answers.')}
    </p>
  )
}
