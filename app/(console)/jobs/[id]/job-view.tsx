'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { useAction } from '@/components/ui/use-action'
import type { Outcome } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import { RecoveryReport } from '../../recovery/recovery-report'
import { type Recovery, useRecovery } from '../../recovery/use-recovery'
import { cancelJobAction, resumeJobAction } from '../actions'
import { quietWords } from '../words'
import { FoundCard } from './found-card'
import type { Job } from './job'
import { NotDoneCard } from './not-done-card'
import { ProgressCard } from './progress-card'

const EVERY_MS = 1000

/** How far the job is, what it did not do, what it found, and the buttons to stop it and let it go on. */
export function JobView({
  initial,
  initialRecovery,
}: {
  initial: Job
  /** For a job that recovers the list of all folders, whose progress and report the agent has. */
  initialRecovery: Recovery | null
}) {
  const t = useT()
  const [offset, setOffset] = useState(0)
  const [foundOffset, setFoundOffset] = useState(0)
  const { data, isError, refetch } = useQuery({
    queryKey: ['job', initial.id, offset, foundOffset],
    queryFn: () => look(initial.id, offset, foundOffset),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (isOver(query.state.data) ? false : EVERY_MS),
  })
  const cancel = useAction(cancelJobAction)
  const resume = useAction(resumeJobAction)
  // How far it was when it could last be asked stays while it cannot.
  const [job, setJob] = useState(initial)
  if (data?.ok && data.value !== job) setJob(data.value)
  const { counts, state } = job
  const recovery = useRecovery(initialRecovery, { isAwaited: state === 'running' || state === 'waiting' })
  const report = recovery.now && isOf(job, recovery.now) ? recovery.now : null
  const quiet = state === 'done' && job.foundTotal + counts.failed === 0 ? quietWords[job.action] : undefined
  const problem = cancel.problem ?? resume.problem ?? (data?.ok === false ? data.problem : null)
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {problem ? <ProblemNotice problem={problem} /> : null}
      {isError ? <Notice tone="warning">{t('The console does not answer.')}</Notice> : null}
      {job.trouble && state === 'running' ? (
        <Notice tone="warning" title={t('The job waits and goes on by itself.')}>
          {job.troubleText}
        </Notice>
      ) : null}
      <ProgressCard
        job={job}
        recovery={recovery.now?.isRunning ? recovery.now : null}
        isCancelling={cancel.pending}
        isResuming={resume.pending}
        onCancel={() => cancel.submit({ id: job.id }, () => void refetch())}
        onResume={(failedToo) => resume.submit({ id: job.id, failedToo }, () => void refetch())}
      />
      {quiet ? <Notice tone="success" title={t.message(quiet)} /> : null}
      {job.problems.length > 0 ? <NotDoneCard job={job} offset={offset} onMove={setOffset} /> : null}
      {job.found.length > 0 ? <FoundCard job={job} offset={foundOffset} onMove={setFoundOffset} /> : null}
      {report ? <RecoveryReport recovery={report} offset={recovery.offset} onMove={recovery.move} /> : null}
    </div>
  )
}

/** Whether the last recovery, whose report is kept, is the one that the job made. */
function isOf({ at, closedAt }: Job, { isRunning, endedAt }: Recovery): boolean {
  if (isRunning || endedAt === null) return false
  const end = Date.parse(endedAt)
  return end > Date.parse(at) && (closedAt === null || end <= Date.parse(closedAt))
}

function isOver(outcome: Outcome<Job> | undefined): boolean {
  return outcome?.ok === true && (outcome.value.state === 'done' || outcome.value.state === 'cancelled')
}

async function look(id: string, offset: number, foundOffset: number): Promise<Outcome<Job>> {
  const query = { id, offset: String(offset), foundOffset: String(foundOffset) }
  const response = await fetch(`/api/jobs?${new URLSearchParams(query)}`, { cache: 'no-store' })
  return response.json()
}
