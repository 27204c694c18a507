'use client'

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
  const { now, offset, move } = useRecovery(initial)
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
