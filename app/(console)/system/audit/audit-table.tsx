import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { AuditRow } from '@/lib/audit'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { AuditDetails } from './audit-details'
import { faceWords, operationWords, stateWords } from './words'

export async function AuditTable({ rows, label }: { rows: AuditRow[]; label: string }) {
  const t = await translator()
  const words: Partial<Record<string, (typeof operationWords)['user.create']>> = operationWords
  const columns = [
    { label: t('When'), wide: true },
    { label: t('Who') },
    { label: t('What') },
    { label: t('From'), wide: true },
    { label: t('Result') },
  ]
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => {
        const word = words[row.operation]
        const face = faceWords[row.face]
        const state = stateWords[row.state]
        const when = formatDate(t.locale, new Date(row.at), { dateStyle: 'short', timeStyle: 'medium' })
        return (
          <Row key={row.id}>
            <Cell wide className="whitespace-nowrap align-top text-muted tabular-nums">
              <time dateTime={row.at}>{when}</time>
            </Cell>
            <Cell className="align-top">
              <bdi className="inline-block max-w-40 break-words">{row.actor || t('an administrator')}</bdi>
            </Cell>
            <Cell heading className="w-1/2 align-top">
              {word ? t.message(word) : <bdi>{row.operation}</bdi>}
              {row.targetName ? (
                <span className="block wrap-anywhere font-normal">
                  <bdi>{row.targetName}</bdi>
                </span>
              ) : null}
              <span className="block font-normal text-muted md:hidden">{when}</span>
              <AuditDetails row={row} />
            </Cell>
            <Cell wide className="align-top text-muted">
              {face ? t.message(face) : row.face}
              <span className="block wrap-anywhere">
                <bdi>{row.address}</bdi>
              </span>
            </Cell>
            <Cell className="align-top">
              <Tag tone={state.tone}>{t.message(state.text)}</Tag>
            </Cell>
          </Row>
        )
      })}
    </Table>
  )
}
