'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'

/** Asks before an entry is deleted, and goes to where it was. All words are said by the page, about its kind of entry. */
export function DeleteButton({
  question,
  confirm,
  done,
  action,
  input,
  after,
  children,
}: {
  question: string
  confirm: string
  done: string
  action: Action<unknown>
  input: unknown
  /** Address of the page that comes then. */
  after: string
  /** What is lost. */
  children: ReactNode
}) {
  const t = useT()
  const router = useRouter()
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        <TrashIcon />
        {t('Delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
        title={question}
        {...{ confirm, action, input }}
        onDone={() => {
          say(done)
          router.replace(after)
        }}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
