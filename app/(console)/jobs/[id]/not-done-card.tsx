'use client'

import { Card } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { Cell, Row, Table } from '@/components/ui/table'
import { JOB_WINDOW } from '@/lib/jobs/window'
import { useT } from '@/lib/locales/client'
import { itemStateWords } from '../words'
import { ItemName, useItemLabel } from './item-name'
import type { Job } from './job'

/** What was left out and what failed, each with the reason. */
export function NotDoneCard({
  job,
  offset,
  onMove,
}: {
  job: Job
  offset: number
  onMove: (offset: number) => void
}) {
  const t = useT()
  const label = useItemLabel(job.action)
  const total = job.counts.failed + job.counts.skipped
  return (
    <Card title={t('Not done')} flush>
      <Table label={t('Not done')} columns={[{ label }, { label: t('Result') }, { label: t('Reason') }]}>
        {job.problems.map((item) => {
          const word = itemStateWords[item.state]
          return (
            <Row key={item.number}>
              <Cell heading>
                <ItemName item={item} action={job.action} />
              </Cell>
              <Cell>{word ? t.message(word) : item.state}</Cell>
              <Cell>{item.reason}</Cell>
            </Row>
          )
        })}
      </Table>
      <Pager size={JOB_WINDOW} {...{ offset, total, onMove }} />
    </Card>
  )
}
