'use client'

import { Meter } from '@/components/ui/meter'
import { useT } from '@/lib/locales/client'
import { formatNumber } from '@/lib/locales/format'
import type { Recovery } from './use-recovery'

/** Directories that were looked at, of all there are. */
export function RecoveryProgress({ recovery: { done, total } }: { recovery: Recovery }) {
  const t = useT()
  const number = (count: number) => formatNumber(t.locale, count)
  return (
    <Meter
      label={t('Progress')}
      fraction={total === 0 ? 0 : done / total}
      text={
        total === 0
          ? t('Cyrus is being stopped, and its list copied.')
          : t('{done} of {total} folders looked at', { done: number(done), total: number(total) })
      }
      plain
    />
  )
}
