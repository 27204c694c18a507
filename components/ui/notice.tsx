import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { ErrorIcon, InfoIcon, SuccessIcon, WarningIcon } from './icons'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

/** A message that stays in the page. `urgent` has it read out at once when it appears. */
export function Notice({
  tone = 'info',
  title,
  urgent = false,
  children,
}: {
  tone?: NoticeTone
  title?: ReactNode
  urgent?: boolean
  children?: ReactNode
}) {
  const { Icon, style } = tones[tone]
  return (
    <div
      role={urgent ? 'alert' : undefined}
      className={classNames('flex gap-2 rounded-md border px-3 py-2', style)}
    >
      <Icon className="mt-0.5" />
      <div className="min-w-0 break-words text-text">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}

const tones = {
  info: { Icon: InfoIcon, style: 'border-accent/30 bg-accent-soft text-accent' },
  success: { Icon: SuccessIcon, style: 'border-success/30 bg-success-soft text-success' },
  warning: { Icon: WarningIcon, style: 'border-warning/30 bg-warning-soft text-warning' },
  danger: { Icon: ErrorIcon, style: 'border-danger/30 bg-danger-soft text-danger' },
}
