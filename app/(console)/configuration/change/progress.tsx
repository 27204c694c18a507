'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { FirstLine } from '@/components/ui/first-line'
import { CheckIcon } from '@/components/ui/icons'
import { textLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import { useT } from '@/lib/locales/client'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import { configurationRevisionPage } from '../../places'
import type { ChangeInWords } from './in-words'
import { type Move, MovedAway } from './moved-console'
import { isUnderWay, useChange, useTelling } from './use-change'

type Phase = ChangeInWords['phase']

/**
 * How far an applied change is, step by step, and how it ended: the one with that id, or while that is not known yet the
 * one that is under way. `onAgain` goes on with what was wanted when it was taken back; `move` is where the console goes.
 */
export function ChangeProgress({
  id,
  onAgain,
  move = null,
}: {
  id?: string
  onAgain?: () => void
  move?: Move | null
}) {
  const t = useT()
  const { change, isAlone, problem } = useChange({ isAwaited: true })
  const mine = change && (id === undefined ? isUnderWay(change) : change.id === id) ? change : null
  useTelling(mine && `${mine.id} ${mine.phase}`)
  return (
    <Card title={titleOf(t, mine)}>
      <div className="flex flex-col gap-4">
        {isAlone && move ? (
          <MovedAway {...move} />
        ) : isAlone ? (
          <Notice tone="warning">
            {t(
              'The console does not answer just now, maybe because Apache is restarting. This goes on by itself.',
            )}
          </Notice>
        ) : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
        {mine && !isUnderWay(mine) ? (
          <Ended change={mine} onAgain={onAgain} />
        ) : isAlone && move ? null : (
          <Steps phase={mine?.phase ?? 'replacing'} />
        )}
      </div>
    </Card>
  )
}

function titleOf(t: T, change: ChangeInWords | null): string {
  if (change?.phase === 'kept') return t('The change is made')
  return change?.phase === 'reverted' ? t('The change was taken back') : t('The change is being made')
}

function Steps({ phase }: { phase: Phase }) {
  const t = useT()
  const way = ways[phase] ?? forward
  const now = way.findIndex((step) => step.phase === phase)
  return (
    <ol className="flex flex-col gap-2" aria-live="polite">
      {way.map((step, at) => (
        <li
          key={step.phase}
          aria-current={at === now ? 'step' : undefined}
          className="flex items-center gap-2"
        >
          <StepMark state={at < now ? 'done' : at === now ? 'now' : 'later'} />
          <span className={at > now ? 'text-muted' : undefined}>{t.message(step.text)}</span>
        </li>
      ))}
    </ol>
  )
}

function StepMark({ state }: { state: 'done' | 'now' | 'later' }): ReactNode {
  if (state === 'now') return <Spinner className="text-accent" />
  if (state === 'done') return <CheckIcon className="text-success" />
  return <span aria-hidden="true" className="size-4 shrink-0 rounded-full border border-line"></span>
}

function Ended({
  change: { phase, reason, others, revision },
  onAgain,
}: {
  change: ChangeInWords
  onAgain?: () => void
}) {
  const t = useT()
  const isKept = phase === 'kept'
  return (
    <Notice
      tone={isKept ? 'success' : 'danger'}
      title={isKept ? t('The settings are in use.') : t('Everything is as it was before.')}
      urgent
    >
      {reason ? <FirstLine text={reason} /> : null}
      {others ? <p className="whitespace-pre-line">{others}</p> : null}
      {revision === null ? null : (
        <Link href={configurationRevisionPage(revision)} prefetch={false} className={textLink}>
          {t('Look at it in the history')}
        </Link>
      )}
      {isKept || !onAgain ? null : (
        <p className="pt-2">
          <Button size="small" onPress={onAgain}>
            {t('Take the changes up again')}
          </Button>
        </p>
      )}
    </Notice>
  )
}

type Step = { phase: Phase; text: Message }

const forward: Step[] = [
  { phase: 'replacing', text: msgid('The files are replaced') },
  { phase: 'restarting', text: msgid('The servers read them') },
  { phase: 'probing', text: msgid('Each server is asked whether it does its work') },
]
/** Where not every change goes. */
const ways: Partial<Record<Phase, Step[]>> = {
  countdown: [...forward, { phase: 'countdown', text: msgid('You say whether to keep the settings') }],
  reverting: [{ phase: 'reverting', text: msgid('Everything is put back as it was') }],
}
