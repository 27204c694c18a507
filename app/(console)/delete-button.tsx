'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { AskButton } from '@/components/ui/ask-button'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-action'
import { useT } from '@/lib/locales/client'
import { NotEmptyButton } from './not-empty-button'

/**
 * Asks before an entry is deleted, and goes to where it was. All words are said by the page, about its kind of entry.
 * Where something has to go first, it says what, and asks nothing.
 */
export function DeleteButton<T>({
  question,
  confirm,
  done,
  action,
  input,
  after,
  inside,
  children,
}: {
  question: string
  confirm: string
  done: string | ((result: T) => string)
  action: Action<T>
  input: unknown
  /** Address of the page that comes then. */
  after: string
  /** What keeps it from being deleted, and the address where that is seen; or the aliases that are all there is. */
  inside?: { name: string; contents: string; at: string; addresses?: string[] } | undefined
  /** What is lost. */
  children: ReactNode
}) {
  const t = useT()
  const router = useRouter()
  const label = (
    <>
      <TrashIcon />
      {t('Delete')}
    </>
  )
  if (inside) return <NotEmptyButton label={label} {...inside} />
  return (
    <AskButton
      label={label}
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
