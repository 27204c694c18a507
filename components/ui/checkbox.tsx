'use client'

import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from 'react-aria-components/Checkbox'
import { classNames } from './class-names'
import { CheckIcon } from './icons'
import { useIsAlive } from './use-is-alive'

export type CheckboxProps = Pick<
  AriaCheckboxProps,
  'name' | 'isSelected' | 'defaultSelected' | 'onChange' | 'isDisabled' | 'aria-label'
> & { children?: React.ReactNode; description?: React.ReactNode }

/** A yes or no, with what it means beside it. */
export function Checkbox({ children, description, isDisabled = false, ...props }: CheckboxProps) {
  const isAlive = useIsAlive()
  return (
    <AriaCheckbox
      {...props}
      isDisabled={isDisabled || !isAlive}
      className={classNames(
        'group flex items-start gap-2 py-0.5',
        isDisabled || isAlive ? 'disabled:opacity-60' : undefined,
      )}
    >
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded border border-line-strong bg-surface text-on-accent group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:outline-offset-2 group-selected:border-accent group-selected:bg-accent">
        <CheckIcon className="hidden size-3.5 group-selected:block" />
      </span>
      <span className="min-w-0">
        {children}
        {description ? <span className="block text-[0.8125rem] text-muted">{description}</span> : null}
      </span>
    </AriaCheckbox>
  )
}
