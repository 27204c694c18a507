'use client'

import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from 'react-aria-components/Checkbox'
import { CheckIcon } from './icons'

export type CheckboxProps = Pick<
  AriaCheckboxProps,
  'name' | 'isSelected' | 'defaultSelected' | 'onChange' | 'isDisabled' | 'aria-label'
> & { children?: React.ReactNode; description?: React.ReactNode }

/** A yes or no, with what it means beside it. */
export function Checkbox({ children, description, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} className="group flex items-start gap-2 py-0.5 disabled:opacity-60">
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
