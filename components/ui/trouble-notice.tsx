'use client'

import { useT } from '@/lib/locales/client'
import { Notice } from './notice'
import { ProblemNotice } from './problem-notice'
import type { Trouble } from './windowed-rows'

/** What keeps rows from being fetched. They are asked for again by themselves. */
export function TroubleNotice({ trouble }: { trouble: NonNullable<Trouble> }) {
  const t = useT()
  return trouble === 'alone' ? (
    <Notice tone="warning">{t('The console does not answer.')}</Notice>
  ) : (
    <ProblemNotice problem={trouble} />
  )
}
