'use client'

import { Card } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { Cell, Row, Table } from '@/components/ui/table'
import type { Tone } from '@/components/ui/tag'
import { useT } from '@/lib/locales/client'
import { REPORT_WINDOW, type Recovery } from './use-recovery'
import { recoveryOutcomeWords } from './words'

/** What the last recovery found of each folder. */
export function RecoveryReport({
  recovery: { rows, rowCount },
  offset,
  onMove,
}: {
  recovery: Recovery
  offset: number
  onMove: (offset: number) => void
}) {
  const t = useT()
  return (
    <Card title={t('Folder by folder')} flush>
      <Table label={t('Folder by folder')} columns={[{ label: t('Folder') }, { label: t('What was found') }]}>
        {rows.map(({ mailbox, outcome }, at) => {
          const { text, tone } = recoveryOutcomeWords[outcome]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: what has no name can be there twice
            <Row key={offset + at}>
              <Cell heading className="w-2/5">
                <bdi className="wrap-anywhere">{mailbox}</bdi>
              </Cell>
              <Cell className={colours[tone]}>{t.message(text)}</Cell>
            </Row>
          )
        })}
      </Table>
      <Pager size={REPORT_WINDOW} total={rowCount} {...{ offset, onMove }} />
    </Card>
  )
}

const colours: Partial<Record<Tone, string>> = {
  danger: 'text-danger',
  warning: 'text-warning',
  neutral: 'text-muted',
}
