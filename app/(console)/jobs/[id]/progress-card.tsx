'use client'

import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Meter } from '@/components/ui/meter'
import { Tag } from '@/components/ui/tag'
import { useT } from '@/lib/locales/client'
import { RecoveryProgress } from '../../recovery/recovery-progress'
import type { Recovery } from '../../recovery/use-recovery'
import { jobWord } from '../words'
import type { Job } from './job'

/** How far the job is, and the buttons to stop it and let it go on. */
export function ProgressCard({
  job,
  recovery,
  isCancelling,
  isResuming,
  onCancel,
  onResume,
}: {
  job: Job
  /** A recovery of the list of all folders that is under way by it. */
  recovery: Recovery | null
  isCancelling: boolean
  isResuming: boolean
  onCancel: () => void
  onResume: (failedToo: boolean) => void
}) {
  const t = useT()
  const { counts, total, state } = job
  const settled = counts.done + counts.failed + counts.skipped
  // In the end it counts what was done of what was to be done, on the way what is behind.
  const passed = state === 'done' ? counts.done + counts.skipped : settled
  const word = jobWord(job)
  // What stops between two items cannot stop a job of one.
  const canStop = state === 'waiting' || (state === 'running' && job.action !== 'recoverMailboxes')
  return (
    <Card title={t('Progress')}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2" role="status">
          <Tag tone={word.tone}>{t.message(word.text)}</Tag>
          <span>{t('{done} of {total} done', { done: counts.done, total })}</span>
          {counts.failed > 0 ? (
            <span className="text-danger">{t.plural('{n} failed', '{n} failed', counts.failed)}</span>
          ) : null}
          {counts.skipped > 0 ? (
            <span className="text-muted">{t.plural('{n} left out', '{n} left out', counts.skipped)}</span>
          ) : null}
        </div>
        {recovery ? (
          <RecoveryProgress recovery={recovery} />
        ) : (
          <Meter
            label={t('Progress')}
            fraction={total === 0 ? 1 : passed / total}
            text={`${Math.floor((100 * passed) / Math.max(1, total))} %`}
            plain
          />
        )}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {canStop ? (
            <Button isPending={isCancelling} onPress={onCancel}>
              {t('Cancel the job')}
            </Button>
          ) : null}
          {state === 'cancelled' ? (
            <Button variant="primary" isPending={isResuming} onPress={() => onResume(false)}>
              {t('Go on')}
            </Button>
          ) : null}
          {counts.failed > 0 && (state === 'done' || state === 'cancelled') ? (
            <Button isPending={isResuming} onPress={() => onResume(true)}>
              {t('Try again what failed')}
            </Button>
          ) : null}
        </div>
      </div>
    </Card>
  )
}
