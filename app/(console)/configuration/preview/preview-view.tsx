'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
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
import type { Move } from '../change/moved-console'
import type { Pending } from '../draft/pending'
import { annotate, discard, takeUp, useDraft } from '../draft/store'
import { Conflicts, UndoConflicts } from './conflicts'
import { Differences } from './differences'
import { Findings } from './findings'
import type { PreviewInWords } from './in-words'
import { takeLook } from './last-look'
import type { Restore } from './wanted'
import { WishList } from './wish-list'

const ApplyPart = lazy(() => import('./apply-part'))

/** What the draft, or going back to a revision, would do; then the question, then how it goes. */
export function PreviewView({ restore: asked }: { restore: Restore | null }) {
  const t = useT()
  const { pending, note: draftNote } = useDraft()
  const [restore, setRestore] = useState(asked)
  const [undoNote, setUndoNote] = useState('')
  const [note, setNote] = restore ? [undoNote, setUndoNote] : [draftNote, annotate]
  const [password, setPassword] = useState('')
  const [applied, setApplied] = useState<Applied | null>(null)
  const isEmpty = pending.length === 0 && !restore
  const { preview, problem, isLooking, crossed, lookAgain, lookWith } = useLook(
    pending,
    restore,
    applied === null && !isEmpty,
  )
  if (applied)
    return (
      <Suspense fallback={null}>
        <ApplyPart
          applied={{
            id: applied.change,
            move: applied.move,
            onAgain: applied.pending.length > 0 ? () => again(applied) : undefined,
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

  function again({ pending, note }: Applied) {
    takeUp(pending, note)
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
          {crossed === null ? null : (
            <Notice tone="warning" title={crossed} urgent>
              <p>{t('This is what would change now. Your note is still there.')}</p>
            </Notice>
          )}
          {restore ? (
            <UndoConflicts
              conflicts={preview.conflicts}
              onDecide={(file, side) =>
                setRestore({ ...restore, crossed: { ...restore.crossed, [file]: side } })
              }
            />
          ) : (
            <Conflicts pending={pending} conflicts={preview.conflicts} />
          )}
          {restore?.crossed ? (
            <p>
              <Button size="small" onPress={() => setRestore({ ...restore, crossed: undefined })}>
                {t('Decide again what holds')}
              </Button>
            </p>
          ) : null}
          <Findings preview={preview} />
          <Differences files={preview.files} />
          <Suspense fallback={<Spinner />}>
            <ApplyPart
              asked={{
                wanted: restore ? { restore } : { edits: pending.map(({ edit }) => edit) },
                preview,
                ...{ note, password },
                move: moveOf(preview),
                onNote: setNote,
                onAsk(password) {
                  setPassword(password)
                  lookWith(password)
                },
                onApplied(change) {
                  setApplied({ change, note, pending: restore ? [] : pending, move: moveOf(preview) })
                  if (!restore) discard()
                },
                onCrossed(why) {
                  // What was decided was decided between other versions.
                  if (restore?.crossed) setRestore({ ...restore, crossed: undefined })
                  lookAgain(why)
                },
              }}
            />
          </Suspense>
        </>
      ) : null}
    </div>
  )
}

type Applied = { change: string; note: string; pending: readonly Pending[]; move: Move | null }

/** Where this page's console goes. */
function moveOf({ moved, countdown }: PreviewInWords): Move | null {
  const own = moved.find(({ from }) => from === location.origin)
  return own ? { to: own.to, seconds: countdown } : null
}

type Seen = { of: readonly Pending[]; restore: Restore | null; preview: PreviewInWords }

/** The preview of what is wanted as it is now, asked for anew whenever that changes, or somebody else changed a file. */
function useLook(pending: readonly Pending[], restore: Restore | null, isWanted: boolean) {
  const [seen, setSeen] = useState<Seen | null>(null)
  /** Why it was looked at again, and what was wanted then. */
  const [crossed, setCrossed] = useState<{ why: string; of: readonly Pending[] } | null>(null)
  const { submit, problem, pending: isLooking } = useAction(previewAction)
  const wish = restore ? { restore } : { edits: pending.map(({ edit }) => edit) }
  const show = (preview: PreviewInWords) => setSeen({ of: pending, restore, preview })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each draft, and once more when others changed it
  useEffect(() => {
    if (!isWanted) return
    const known = restore ? null : takeLook(pending)
    if (known) show(known)
    else submit(wish, show)
  }, [pending, restore, crossed, isWanted])
  const isSeen = seen?.restore === restore && (restore || seen?.of === pending)
  return {
    preview: isSeen ? (seen?.preview ?? null) : null,
    ...{ problem, isLooking },
    crossed: crossed?.of === pending ? crossed.why : null,
    /** Once more, for what servers are asked with the password only. */
    lookWith: (password: string) => submit({ ...wish, password }, show),
    lookAgain(why: string) {
      setSeen(null)
      setCrossed({ why, of: pending })
    },
  }
}
