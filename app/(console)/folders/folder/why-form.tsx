'use client'

import { lazy, Suspense, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import type { Outcome } from '@/lib/errors'
import type { Why } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { fetched } from '../fetched'
import { type Identifier, IdentifierField } from '../identifier-field'

const WhyAnswer = lazy(() => import('./why-answer'))

/** Asks about a person and says what the person may do here, and where each right comes from. */
export function WhyForm({ folder }: { folder: string }) {
  const t = useT()
  const [who, setWho] = useState<Identifier>({ label: '', id: '' })
  const [answer, setAnswer] = useState<Outcome<Why> | 'alone' | null>(null)
  const [pending, start] = useTransition()

  function ask() {
    start(async () => {
      const found = await fetched<Why>('/api/folders/why', { folder, login: who.id }).catch(
        () => 'alone' as const,
      )
      start(() => setAnswer(found))
    })
  }

  const data = answer === 'alone' ? null : answer
  return (
    <div className="flex flex-col gap-4">
      <form
        method="post"
        noValidate
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) ask()
        }}
      >
        <div className="min-w-0 flex-1">
          <IdentifierField
            value={who}
            onChange={(typed) => {
              setWho(typed)
              setAnswer(null)
            }}
            label={t('Person')}
            error={data?.ok === false ? data.problem.fields.login : undefined}
          />
        </div>
        <Button type="submit" isPending={pending} isDisabled={who.id === ''}>
          {t('Show the rights')}
        </Button>
      </form>
      {answer === 'alone' ? <Notice tone="warning">{t('The console does not answer.')}</Notice> : null}
      {data?.ok === false && !data.problem.fields.login ? <ProblemNotice problem={data.problem} /> : null}
      {data?.ok ? (
        <Suspense>
          <WhyAnswer why={data.value} />
        </Suspense>
      ) : null}
    </div>
  )
}
