'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { CheckIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import { useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { previewAction } from '../actions'
import type { Pending } from '../draft/pending'
import { discard, takeUp, useDraft } from '../draft/store'
import { Conflicts } from './conflicts'
import { Differences } from './differences'
import { Findings } from './findings'
import type { PreviewInWords } from './in-words'
import { takeLook } from './last-look'
import type { Wanted } from './wanted'
import { WishList } from './wish-list'

const ApplyPart = lazy(() => import('./apply-part'))

/** What the draft, or going back to a revision, would do; then the question, then how it goes. */
export function PreviewView({ restore }: { restore: Wanted['restore'] | null }) {
  const t = useT()
  const { pending } = useDraft()
  const [applied, setApplied] = useState<{ change: string; pending: readonly Pending[] } | null>(null)
  const isEmpty = pending.length === 0 && !restore
  const { preview, problem, isLooking } = useLook(pending, restore, applied === null && !isEmpty)
  if (applied)
    return (
      <Suspense fallback={null}>
        <ApplyPart
          applied={{
            id: applied.change,
            onAgain: applied.pending.length > 0 ? () => again(applied.pending) : undefined,
          }}
        />
      </Suspense>
    )
  if (isEmpty)
    return (
      <Card flush>
        <EmptyState
          icon={<CheckIcon />}
          title={t('Nothing waits to be applied')}
          action={<LinkButton href="/configuration">{t('To the configuration')}</LinkButton>}
        >
          {t('What you change in parameters and files is put together here first.')}
        </EmptyState>
      </Card>
    )

  function again(wishes: readonly Pending[]) {
    takeUp(wishes)
    setApplied(null)
  }

  return (
    <div className="flex flex-col gap-4">
      {problem ? <ProblemNotice problem={problem} keepsTyped /> : null}
      {restore ? (
        <Notice>
          {restore.to === 'before'
            ? t('Change {number} is undone; what was changed since stays.', { number: restore.number })
            : t('The files become what they were after change {number}.', { number: restore.number })}
        </Notice>
      ) : null}
      {restore ? null : <WishList pending={pending} faults={preview?.faults ?? []} />}
      {isLooking ? (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner />
          {t('The servers are asked what they think of it.')}
        </p>
      ) : null}
      {preview && !isLooking ? (
        <>
          <Conflicts pending={restore ? [] : pending} conflicts={preview.conflicts} />
          <Findings preview={preview} />
          <Differences files={preview.files} />
          <Suspense fallback={<Spinner />}>
            <ApplyPart
              asked={{
                wanted: restore ? { restore } : { edits: pending.map(({ edit }) => edit) },
                preview,
                onApplied(change) {
                  setApplied({ change, pending: restore ? [] : pending })
                  if (!restore) discard()
                },
              }}
            />
          </Suspense>
        </>
      ) : null}
    </div>
  )
}

/** The preview of what is wanted as it is now, asked for anew whenever that changes. */
function useLook(pending: readonly Pending[], restore: Wanted['restore'] | null, isWanted: boolean) {
  const [seen, setSeen] = useState<{ of: readonly Pending[]; preview: PreviewInWords } | null>(null)
  const { submit, problem, pending: isLooking } = useAction(previewAction)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each draft
  useEffect(() => {
    if (!isWanted) return
    const known = restore ? null : takeLook(pending)
    if (known) setSeen({ of: pending, preview: known })
    else
      submit(restore ? { restore } : { edits: pending.map(({ edit }) => edit) }, (preview) =>
        setSeen({ of: pending, preview }),
      )
  }, [pending, isWanted])
  return { preview: restore || seen?.of === pending ? (seen?.preview ?? null) : null, problem, isLooking }
}
