import { Link } from '@/components/ui/link'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { T } from '@/lib/locales/translate'
import type { PostingRow, RetentionRow } from '@/lib/rules'
import { LastRun } from './last-run'
import { momentOf, placeWords } from './words'

/** Rules of one kind: for whom, what, and when. */
export function RuleTable<One extends RetentionRow | PostingRow>({
  t,
  label,
  rows,
  hrefOf,
  say,
}: {
  t: T
  label: string
  rows: One[]
  hrefOf: (id: string) => string
  /** What the rule does, in a line. */
  say: (row: One) => string
}) {
  const columns = [
    { label: t('For') },
    { label: t('Folders'), wide: true },
    { label: t('Last run'), wide: true },
    { label: t('Next run'), wide: true },
  ]
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell heading>
            <span className="flex flex-wrap items-center gap-1.5">
              <Link href={hrefOf(row.id)} className="rounded-sm hover:text-accent hover:underline">
                <bdi className="wrap-anywhere">{placeWords(t, row.place)}</bdi>
              </Link>
              {row.place.login === null ? null : <Tag>{t('one person')}</Tag>}
            </span>
            <span className="block font-normal text-muted md:hidden">
              <span className="block">{say(row)}</span>
              <LastRun t={t} row={row} />
            </span>
          </Cell>
          <Cell wide>
            <bdi className="wrap-anywhere">{say(row)}</bdi>
          </Cell>
          <Cell wide className="tabular-nums">
            <LastRun t={t} row={row} />
          </Cell>
          <Cell wide className="text-muted tabular-nums">
            <time dateTime={row.nextAt}>{momentOf(t, row.nextAt)}</time>
          </Cell>
        </Row>
      ))}
    </Table>
  )
}
