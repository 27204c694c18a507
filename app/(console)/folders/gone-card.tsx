'use client'

import { useState } from 'react'
import { AskButton } from '@/components/ui/ask-button'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Tag } from '@/components/ui/tag'
import { say } from '@/components/ui/toast'
import type { Outcome } from '@/lib/errors'
import type { GoneRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { forgetGoneAction } from './actions'
import { fetched } from './fetched'

/** Identifiers in one change, and in the list. */
const MOST = 1000
const SHOWN = 50

/** Whom access lists name who is gone, looked for when that is wanted: Cyrus goes through all its folders for it. */
export function GoneCard() {
  const t = useT()
  const [isLooking, setLooking] = useState(false)
  const [found, setFound] = useState<Outcome<{ rows: GoneRow[] }> | 'away' | null>(null)
  const look = async () => {
    setLooking(true)
    setFound(await fetched<{ rows: GoneRow[] }>('/api/folders/gone', {}).catch(() => 'away' as const))
    setLooking(false)
  }
  if (found === null || found === 'away' || !found.ok)
    return (
      <div className="flex flex-col items-start gap-2">
        {found === 'away' ? <Notice tone="warning">{t('The console does not answer.')}</Notice> : null}
        {found && found !== 'away' ? <ProblemNotice problem={found.problem} /> : null}
        <p className="text-muted">
          {t(
            'Accounts and groups that another program deleted may still be in access lists: whoever gets their name next has these rights.',
          )}
        </p>
        <Button onPress={look} isPending={isLooking}>
          {t('Look for them')}
        </Button>
      </div>
    )
  const { rows } = found.value
  if (rows.length === 0)
    return <p className="text-muted">{t('Everybody whom access lists name is there.')}</p>
  const identifiers = [...new Set(rows.map(({ id }) => id.replace(/^-/, '')))]
  return (
    <div className="flex flex-col items-start gap-2">
      <ul aria-label={t('Rights of those who are gone')} className="flex w-full flex-col gap-1">
        {rows.slice(0, SHOWN).map(({ id, folders }) => (
          <li key={id} className="flex items-center justify-between gap-2">
            <span className="min-w-0 flex-1">
              <bdi className="break-all">{id.replace(/^-/, '')}</bdi>{' '}
              {id.startsWith('-') ? <Tag tone="danger">{t('Taken away')}</Tag> : null}
            </span>
            <span className="text-muted">{t.plural('in {n} folder', 'in {n} folders', folders)}</span>
            <TakeOut ids={[id.replace(/^-/, '')]} label={t('Take out')} onDone={look} />
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? (
        <p className="text-muted">{t.plural('and {n} more', 'and {n} more', rows.length - SHOWN)}</p>
      ) : null}
      {identifiers.length > 1 ? (
        <TakeOut ids={identifiers.slice(0, MOST)} label={t('Take all out')} onDone={look} />
      ) : null}
    </div>
  )
}

function TakeOut({ ids, label, onDone }: { ids: string[]; label: string; onDone: () => void }) {
  const t = useT()
  const [id = ''] = ids
  return (
    <AskButton
      label={label}
      title={
        ids.length === 1
          ? t('Take {id} out of all access lists?', { id })
          : t('Take all who are gone out of all access lists?')
      }
      confirm={t('Take out')}
      action={forgetGoneAction}
      input={{ ids }}
      onDone={({ entries }) => {
        say(t.plural('{n} entry was taken out.', '{n} entries were taken out.', entries))
        onDone()
      }}
    >
      <p>{t('Deleted folders that can still be brought back are among them.')}</p>
    </AskButton>
  )
}
