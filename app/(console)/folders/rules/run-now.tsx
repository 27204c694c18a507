'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { AskButton } from '@/components/ui/ask-button'
import { PlayIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'

/** Asks, then starts the job of a rule without waiting for the next day. */
export function RunNow({
  id,
  action,
  question,
  children,
}: {
  id: string
  action: Action<{ id: string | null }>
  question: string
  /** What it does. */
  children: ReactNode
}) {
  const t = useT()
  const router = useRouter()
  return (
    <AskButton
      label={
        <>
          <PlayIcon />
          {t('Run now')}
        </>
      }
      title={question}
      confirm={t('Run now')}
      action={action}
      input={{ id }}
      onDone={({ id: job }) => {
        if (job === null) say(t('Nobody there has a mailbox.'))
        else router.push(`/jobs/${job}`)
      }}
    >
      {children}
    </AskButton>
  )
}
