import type { T } from '@/lib/locales/translate'
import type { PostingRow, RetentionRow } from '@/lib/rules'
import { LastRun } from './last-run'
import { momentOf } from './words'

/** What is known of a rule beside what it says. */
export function RuleFacts({ t, row }: { t: T; row: RetentionRow | PostingRow }) {
  const facts = [
    { label: t('Last run'), value: <LastRun t={t} row={row} /> },
    { label: t('Next run'), value: <time dateTime={row.nextAt}>{momentOf(t, row.nextAt)}</time> },
    { label: t('Set by'), value: <bdi>{row.actor || t('an administrator')}</bdi> },
  ]
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-col gap-3">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-muted text-xs">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        {t(
          'It is followed once a day with the rights of the person who set it, and fails when they are gone.',
        )}
      </p>
    </div>
  )
}
