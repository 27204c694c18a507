'use client'

import { classNames } from './class-names'
import { CheckIcon } from './icons'
import { useIsAlive } from './use-is-alive'

export type CheckboxProps = {
  name?: string
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean
  'aria-label'?: string
  children?: React.ReactNode
  description?: React.ReactNode
}

/** A yes or no, with what it means beside it. */
export function Checkbox({
  isSelected,
  onChange,
  isDisabled = false,
  children,
  description,
  ...props
}: CheckboxProps) {
  const isAlive = useIsAlive()
  return (
    <label
      className={classNames(
        'relative flex items-start gap-2 py-0.5',
        isDisabled ? 'opacity-60' : 'cursor-pointer',
      )}
    >
      <input
        {...props}
        type="checkbox"
        checked={isSelected}
        onChange={(event) => onChange(event.target.checked)}
        disabled={isDisabled || !isAlive}
        className="peer absolute start-0 top-1 size-4 cursor-[inherit] opacity-0"
      />
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded border border-line-strong bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2">
        {isSelected ? <CheckIcon className="size-3.5" /> : null}
      </span>
      <span className="min-w-0">
        {children}
        {description ? <span className="block text-[0.8125rem] text-muted">{description}</span> : null}
      </span>
    </label>
  )
}
