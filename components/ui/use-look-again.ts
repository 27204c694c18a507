'use client'

import { useEffect } from 'react'

/** Has rows looked at again by whoever comes back to the page. */
export function useLookAgain(rows: { refresh(): void }): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && rows.refresh()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [rows])
}
