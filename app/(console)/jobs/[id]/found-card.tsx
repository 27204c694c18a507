'use client'

import { Card } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { Cell, Row, Table } from '@/components/ui/table'
import { JOB_WINDOW } from '@/lib/jobs/window'
import { useT } from '@/lib/locales/client'
import { Findings } from './findings'
import { ItemName, useItemLabel } from './item-name'
import type { Job } from './job'

/** What the job found, what needs a look first. */
export function FoundCard({
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
  return (
    <Card title={t('Found')} flush>
      <Table label={t('Found')} columns={[{ label }, { label: t('What was found') }]}>
        {job.found.map((item) => (
          <Row key={item.number}>
            <Cell heading className="w-2/5 align-top">
              <ItemName item={item} action={job.action} />
            </Cell>
            <Cell className="align-top">{item.result ? <Findings result={item.result} /> : null}</Cell>
          </Row>
        ))}
      </Table>
      <Pager size={JOB_WINDOW} total={job.foundTotal} {...{ offset, onMove }} />
    </Card>
  )
}
