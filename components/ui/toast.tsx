'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useT } from '@/lib/locales/client'
import { buttonStyle } from './button-style'
import { CloseIcon, ErrorIcon, SuccessIcon } from './icons'

type ToastTone = 'success' | 'danger'
type Toast = { id: number; text: string; tone: ToastTone }

const LIFETIME_MS = 8000
const none: Toast[] = []
let toasts = none
let last = 0
const listeners = new Set<() => void>()

/** Says in passing that something was done; read out politely, gone after a while. Outlives a change of page. */
export function say(text: string, tone: ToastTone = 'success') {
  last += 1
  change([...toasts, { id: last, text, tone }].slice(-3))
}

/** Where toasts appear; stands once in the root layout. */
export function ToastRegion() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
    () => none,
  )
  return (
    <div
      role="status"
      className="pointer-events-none fixed end-4 bottom-4 z-50 flex max-w-[calc(100vw-2rem)] flex-col items-end gap-2"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useT()
  const held = useRef(false)
  useEffect(() => {
    // Whoever is reading it, with the pointer or the focus on it, is given the time.
    const timer = setInterval(() => held.current || dismiss(toast.id), LIFETIME_MS)
    return () => clearInterval(timer)
  }, [toast.id])
  const hold = (holding: boolean) => () => {
    held.current = holding
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going
    <div
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
      className="pointer-events-auto flex items-center gap-2 rounded-lg border border-line bg-raised py-1 ps-3 pe-1 shadow-popover"
    >
      {toast.tone === 'success' ? (
        <SuccessIcon className="text-success" />
      ) : (
        <ErrorIcon className="text-danger" />
      )}
      <span className="min-w-0 break-words">{toast.text}</span>
      <button
        type="button"
        aria-label={t('Close')}
        onClick={() => dismiss(toast.id)}
        className={buttonStyle('quiet', 'icon')}
      >
        <CloseIcon />
      </button>
    </div>
  )
}

function dismiss(id: number) {
  change(toasts.filter((toast) => toast.id !== id))
}

function change(next: Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}
