'use client'

import type { ReactNode } from 'react'
import { useT } from '@/lib/locales/client'
import { Button } from './button'
import { Dialog } from './dialog'
import { ProblemNotice } from './problem-notice'
import { type Action, useAction } from './use-action'

/** Asks before something is lost, or much is done at once. The children name what; nothing happens until the answer. */
export function ConfirmDialog<T>({
  isOpen,
  onClose,
  title,
  confirm,
  isHarmless = false,
  action,
  input,
  onDone,
  children,
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  /** The verb on the button, such as "Delete the account". */
  confirm: string
  /** Whether nothing is lost by it, but much is done at once. */
  isHarmless?: boolean
  action: Action<T>
  input: unknown
  onDone?: (value: T) => void
  children: ReactNode
}) {
  const t = useT()
  const { submit, pending, problem, setProblem } = useAction(action)
  const close = () => {
    setProblem(null)
    onClose()
  }
  const confirmed = () =>
    submit(input, (value) => {
      onClose()
      onDone?.(value)
    })
  return (
    <Dialog isOpen={isOpen} onClose={close} title={title} role="alertdialog">
      <div className="flex flex-col gap-4">
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className="flex flex-col gap-2">{children}</div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onPress={close} autoFocus>
            {t('Cancel')}
          </Button>
          <Button variant={isHarmless ? 'primary' : 'danger'} isPending={pending} onPress={confirmed}>
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
