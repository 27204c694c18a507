'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'

export type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  /** `alertdialog` for questions about something that will be lost. */
  role?: 'dialog' | 'alertdialog'
  /** `drawer` comes from the side that lines start at. */
  shape?: 'dialog' | 'drawer'
  children: ReactNode
}

const loadPanel = () => import('./dialog-panel')
const DialogPanel = lazy(loadPanel)

/** A modal dialog. Its code is fetched when it is first opened, or before by preloadDialog(). */
export function Dialog(props: DialogProps) {
  const [wanted, setWanted] = useState(props.isOpen)
  if (props.isOpen && !wanted) setWanted(true)
  if (!wanted) return null
  return (
    <Suspense fallback={null}>
      <DialogPanel {...props} />
    </Suspense>
  )
}

/** For the button that opens a dialog, when it is pointed at or focused. */
export function preloadDialog() {
  void loadPanel()
}
