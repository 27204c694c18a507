'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { AskButton } from '@/components/ui/ask-button'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'

/** Asks before an entry is deleted, and goes to where it was. All words are said by the page, about its kind of entry. */
export function DeleteButton<T>({
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
  done: string | ((result: T) => string)
  action: Action<T>
  input: unknown
  /** Address of the page that comes then. */
  after: string
  /** What is lost. */
  children: ReactNode
}) {
  const t = useT()
  const router = useRouter()
  return (
    <AskButton
      label={
        <>
          <TrashIcon />
          {t('Delete')}
        </>
      }
      title={question}
      {...{ confirm, action, input }}
      onDone={(result) => {
        say(typeof done === 'string' ? done : done(result))
        router.replace(after)
      }}
    >
      {children}
    </AskButton>
  )
}
