import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { codeText } from '@/lib/locales/error-text'
import type { T } from '@/lib/locales/translate'
import type { PostingRow, RetentionRow } from '@/lib/rules'
import { jobStateWords } from '../../jobs/words'
import { momentOf } from './words'

type Row = RetentionRow | PostingRow

/** When a rule was last followed, and what came of it. */
export function LastRun({ t, row }: { t: T; row: Row }) {
  const { startedAt, run, job, seesJob, trouble, troubleValues } = row
  if (trouble)
    return (
      <Tag tone="danger">{t('Not possible: {reason}', { reason: codeText(t, trouble, troubleValues) })}</Tag>
    )
  if (startedAt === null) return <span className="text-muted">{t('Not yet')}</span>
  const when = <time dateTime={startedAt}>{momentOf(t, startedAt)}</time>
  const state = run && run.state !== 'done' ? jobStateWords[run.state] : null
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {seesJob && job ? (
        <Link href={`/jobs/${job}`} className="rounded-sm hover:text-accent hover:underline">
          {when}
        </Link>
      ) : (
        when
      )}
      {run?.state === 'done' ? <span className="text-muted">{foundOf(t, row)}</span> : null}
      {state ? <Tag tone={state.tone}>{t.message(state.text)}</Tag> : null}
      {run && run.failed > 0 ? (
        <Tag tone="danger">{t.plural('{n} failed', '{n} failed', run.failed)}</Tag>
      ) : null}
    </span>
  )
}

function foundOf(t: T, { run, ...row }: Row): string {
  if ('days' in row) {
    const deleted = run?.found.deleted ?? 0
    return deleted === 0
      ? t('nothing to delete')
      : t.plural('{n} message deleted', '{n} messages deleted', deleted)
  }
  const opened = run?.found.opened ?? 0
  return opened === 0 ? t('nothing to change') : t.plural('{n} folder opened', '{n} folders opened', opened)
}
