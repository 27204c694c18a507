'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { FolderIcon } from '@/components/ui/icons'
import { useT } from '@/lib/locales/client'
import { RecoveryProgress } from './recovery-progress'
import { RecoveryReport } from './recovery-report'
import { type Recovery, useRecovery } from './use-recovery'

/** How far a recovery is, or what the last one found. */
export function LastRecovery({ initial }: { initial: Recovery }) {
  const t = useT()
  const router = useRouter()
  const { now, offset, move } = useRecovery(initial)
  const isOver = initial.isRunning && now?.isRunning === false
  useEffect(() => {
    // The page has its form again, and says when it ended.
    if (isOver) router.refresh()
  }, [isOver, router])
  if (!now) return null
  if (now.isRunning)
    return (
      <Card title={t('A recovery is under way')}>
        <RecoveryProgress recovery={now} />
      </Card>
    )
  if (now.endedAt !== null) return <RecoveryReport recovery={now} offset={offset} onMove={move} />
  return (
    <Card flush>
      <EmptyState icon={<FolderIcon />} title={t('There was no recovery yet')}>
        {t('What the last one found of each folder is shown here.')}
      </EmptyState>
    </Card>
  )
}
