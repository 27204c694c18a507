'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import type { Outcome } from '@/components/ui/problem'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { useAction } from '@/components/ui/use-action'
import type { JobItem, JobSummary } from '@/lib/access'
import { useT } from '@/lib/locales/client'
import { cancelJobAction, resumeJobAction } from '../actions'
import { itemStateWords, jobStateWords } from '../words'

type Job = JobSummary & { problems: JobItem[] }

const EVERY_MS = 1000

/** How far the job is, what it did not do, and the buttons to stop it and let it go on. */
export function JobView({ initial, reasons }: { initial: Job; reasons: Record<string, string> }) {
  const t = useT()
  const { data, isError, refetch } = useQuery({
    queryKey: ['job', initial.id],
    queryFn: () => look(initial.id),
    refetchInterval: (query) => (isOver(query.state.data) ? false : EVERY_MS),
  })
  const cancel = useAction(cancelJobAction)
  const resume = useAction(resumeJobAction)
  const job = data?.ok ? data.value : initial
  const { counts, total, state } = job
  const settled = counts.done + counts.failed + counts.skipped
  const word = jobStateWords[state]
  const again = (failedToo: boolean) => resume.submit({ id: job.id, failedToo }, () => void refetch())
  const problem = cancel.problem ?? resume.problem ?? (data?.ok === false ? data.problem : null)
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {problem ? <ProblemNotice problem={problem} /> : null}
      {isError ? <Notice tone="warning">{t('The console does not answer.')}</Notice> : null}
      {job.trouble && state === 'running' ? (
        <Notice tone="warning" title={t('The job waits and goes on by itself.')}>
          {reasons[job.trouble] ?? job.trouble}
        </Notice>
      ) : null}
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
          <Meter
            label={t('Progress')}
            fraction={total === 0 ? 1 : settled / total}
            text={`${Math.floor((100 * settled) / Math.max(1, total))} %`}
            plain
          />
          <div className="flex flex-wrap gap-2">
            {state === 'waiting' || state === 'running' ? (
              <Button
                isPending={cancel.pending}
                onPress={() => cancel.submit({ id: job.id }, () => void refetch())}
              >
                {t('Cancel the job')}
              </Button>
            ) : null}
            {state === 'cancelled' ? (
              <Button variant="primary" isPending={resume.pending} onPress={() => again(false)}>
                {t('Go on')}
              </Button>
            ) : null}
            {counts.failed > 0 && (state === 'done' || state === 'cancelled') ? (
              <Button isPending={resume.pending} onPress={() => again(true)}>
                {t('Try again what failed')}
              </Button>
            ) : null}
          </div>
        </div>
      </Card>
      {job.problems.length > 0 ? (
        <Card title={t('Not done')} flush>
          <Table
            label={t('Not done')}
            columns={[{ label: t('Account') }, { label: t('Result') }, { label: t('Reason') }]}
          >
            {job.problems.map(({ number, name, state, code }) => {
              const word = itemStateWords[state]
              return (
                <Row key={number}>
                  <Cell heading>
                    <bdi>{name}</bdi>
                  </Cell>
                  <Cell>{word ? t.message(word) : state}</Cell>
                  <Cell>{code ? (reasons[code] ?? code) : ''}</Cell>
                </Row>
              )
            })}
          </Table>
        </Card>
      ) : null}
    </div>
  )
}

function isOver(outcome: Outcome<Job> | undefined): boolean {
  return outcome?.ok === true && (outcome.value.state === 'done' || outcome.value.state === 'cancelled')
}

async function look(id: string): Promise<Outcome<Job>> {
  const response = await fetch(`/api/jobs?${new URLSearchParams({ id })}`, { cache: 'no-store' })
  return response.json()
}
