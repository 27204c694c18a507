'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import type { ReachedRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { folderPage } from '../../../places'
import { fetched, untilAnswered } from '../../fetched'

const PAGE = 200

/** Public folders and those of others that somebody can reach, asked for when they are wanted. */
export function ReachCard({ login }: { login: string }) {
  const t = useT()
  const [isWanted, want] = useState(false)
  const { data, isError, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['reach', login],
    queryFn: ({ pageParam }) =>
      fetched<{ rows: ReachedRow[]; total: number }>('/api/folders/reach', {
        ...{ login, others: 'true', offset: String(pageParam), count: String(PAGE) },
      }),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => pages.length * PAGE,
    enabled: isWanted,
    refetchInterval: ({ state }) =>
      untilAnswered({ state: { status: state.status, data: state.data?.pages.at(-1) } }),
  })
  if (!isWanted)
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted">{t('Public folders, and folders of others that were shared.')}</p>
        <Button onPress={() => want(true)}>{t('Show')}</Button>
      </div>
    )
  if (isError) return <Notice tone="warning">{t('The console does not answer.')}</Notice>
  if (!data)
    return (
      <p className="flex items-center gap-2">
        <Spinner />
        {t('Loading …')}
      </p>
    )
  const rows = data.pages.flatMap((page) => (page.ok ? page.value.rows : []))
  const last = data.pages.at(-1)
  if (!last?.ok) return last ? <ProblemNotice problem={last.problem} /> : null
  const { total } = last.value
  const busy = t('Calendars of which everybody sees only when their owner is busy are not listed.')
  if (total === 0)
    return (
      <p className="text-muted">
        {t('Nothing but the own folders.')} {busy}
      </p>
    )
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t('What this person can reach')} className="flex flex-col gap-1">
        {rows.map(({ folder, rights }) => (
          <li key={folder} className="flex items-baseline justify-between gap-2">
            <Link href={folderPage(folder)} className="min-w-0 rounded-sm hover:text-accent hover:underline">
              <bdi className="break-all">{folder}</bdi>
            </Link>
            <code dir="ltr" className="text-muted text-xs">
              {rights}
            </code>
          </li>
        ))}
      </ul>
      {total > rows.length ? (
        <p className="flex items-center gap-2 text-muted">
          {t.plural('and {n} more', 'and {n} more', total - rows.length)}
          <Button size="small" isPending={isFetchingNextPage} onPress={() => fetchNextPage()}>
            {t('Show more')}
          </Button>
        </p>
      ) : null}
      <p className="text-muted">{busy}</p>
    </div>
  )
}
