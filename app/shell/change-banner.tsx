'use client'

import { lazy, Suspense, useEffect, useState } from 'react'

const ChangePanel = lazy(() => import('../(console)/configuration/change/change-panel'))

/** Where a change of the configuration is told of. Its code is fetched when the page has come to life. */
export function ChangeBanner() {
  const [isAlive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  if (!isAlive) return null
  return (
    <Suspense fallback={null}>
      <ChangePanel />
    </Suspense>
  )
}
