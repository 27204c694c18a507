'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
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
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        <PlayIcon />
        {t('Run now')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
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
      </ConfirmDialog>
    </>
  )
}
