import { type ComponentProps, type ReactNode, useState } from 'react'
import { Button } from './button'
import { ConfirmDialog } from './confirm-dialog'
import { preloadDialog } from './dialog'

/** A button that asks before it does what it says; everything but `label` is about the question. */
export function AskButton<T>({
  label,
  ...question
}: { label: ReactNode } & Omit<ComponentProps<typeof ConfirmDialog<T>>, 'isOpen' | 'onClose'>) {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        {label}
      </Button>
      <ConfirmDialog isOpen={isAsking} onClose={() => ask(false)} {...question} />
    </>
  )
}
