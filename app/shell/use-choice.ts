'use client'

import { useTransition } from 'react'
import { say } from '@/components/ui/toast'
import { useT } from '@/lib/locales/client'

/** Runs an action that keeps a choice of this browser; the page is drawn anew with it. */
export function useChoice(choose: (value: string) => Promise<void>): (value: string) => void {
  const t = useT()
  const [, start] = useTransition()
  return (value) =>
    start(async () => {
      await choose(value).catch(() => say(t('The console does not answer.'), 'danger'))
    })
}
