'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Spinner } from '@/components/ui/spinner'
import { say } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { formatList } from '@/lib/locales/format'
import { Queries } from '../../../queries'
import { keepAction, takeBackAction } from '../actions'
import type { ChangeInWords } from './in-words'
import { isUnderWay, useChange, useHearing } from './use-change'

/** On every page of those who may answer: a change of the configuration that is under way or waits to be kept. */
export default function ChangePanel() {
  return (
    <Queries>
      <Panel />
    </Queries>
  )
}

function Panel() {
  const t = useT()
  const { change, isAlone, problem, refetch } = useChange()
  useHearing(refetch)
  const [watched, watch] = useState<string | null>(null)
  const underWay = isUnderWay(change)
  const ended = change !== null && !underWay && watched === change.id ? change.phase : null
  if (change && underWay && watched !== change.id) watch(change.id)
  useEffect(() => {
    if (ended === null) return
    if (ended === 'kept') say(t('The new settings are in use.'))
    else say(t('The new settings were taken back.'), 'danger')
    watch(null)
  }, [ended, t])
  // Who is signed out while the others wait for an answer can come back.
  if (problem && watched !== null) return <ProblemNotice problem={problem} />
  if (!change || !underWay) return null
  if (change.phase === 'countdown')
    return <Question change={change} isAlone={isAlone} onAnswer={() => void refetch()} />
  return (
    <div className="flex items-center gap-2 border-line border-b bg-accent-soft px-4 py-2">
      <Spinner className="text-accent" />
      <p role="status">
        {t('{who} is changing the settings of {services}.', {
          who: change.who,
          services: formatList(t.locale, change.services),
        })}
      </p>
    </div>
  )
}

function Question({
  change,
  isAlone,
  onAnswer,
}: {
  change: ChangeInWords
  isAlone: boolean
  onAnswer: () => void
}) {
  const t = useT()
  const keep = useAction(keepAction)
  const back = useAction(takeBackAction)
  const problem = keep.problem ?? back.problem
  return (
    <section
      aria-label={t('Keep these settings?')}
      className="flex flex-col gap-2 border-line border-b bg-warning-soft px-4 py-2"
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="me-auto min-w-0">
          <p role="alert" className="font-medium">
            {t('Keep these settings?')}{' '}
            <span className="font-normal">
              {t('{who} changed {services}.', {
                who: change.who,
                services: formatList(t.locale, change.services),
              })}
            </span>
          </p>
          <p role="timer" className="text-[0.8125rem] tabular-nums">
            {isAlone
              ? t('The console does not answer just now.')
              : t.plural(
                  'Without an answer everything is as before in {n} second.',
                  'Without an answer everything is as before in {n} seconds.',
                  change.remaining ?? 0,
                )}
          </p>
        </div>
        <Button
          isPending={back.pending}
          onPress={() => back.submit({ change: change.id }, onAnswer, onAnswer)}
        >
          {t('Take them back')}
        </Button>
        <Button
          variant="primary"
          isPending={keep.pending}
          onPress={() => keep.submit({ change: change.id }, onAnswer, onAnswer)}
        >
          {t('Keep them')}
        </Button>
      </div>
    </section>
  )
}
