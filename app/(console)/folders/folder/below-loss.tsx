'use client'

import { useEffect, useState } from 'react'
import type { LyingBelow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { formatBytes } from '@/lib/locales/format'
import { fetched } from '../fetched'

/** What goes with a folder from below it, counted while the question is looked at. */
export function BelowLoss({ folder }: { folder: string }) {
  const t = useT()
  const [below, setBelow] = useState<LyingBelow | null>(null)
  useEffect(() => {
    let isOver = false
    fetched<LyingBelow>('/api/folders/below', { folder }).then(
      (found) => found.ok && !isOver && setBelow(found.value),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [folder])
  if (!below) return <li>{t('all folders below it, with what is in them')}</li>
  const size = formatBytes(t.locale, below.bytes)
  return (
    <>
      <li>{t.plural('{n} folder below it', '{n} folders below it', below.folders)}</li>
      <li>
        {below.isMore
          ? t.plural(
              'more than {n} message there ({size})',
              'more than {n} messages there ({size})',
              below.messages,
              { size },
            )
          : t.plural('{n} message there ({size})', '{n} messages there ({size})', below.messages, { size })}
      </li>
    </>
  )
}
