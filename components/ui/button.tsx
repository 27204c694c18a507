'use client'

import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { classNames } from './class-names'
import { Spinner } from './spinner'

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children?: React.ReactNode
  ref?: React.Ref<HTMLButtonElement>
}

/** A button; `isPending` keeps its place and its focus while the work is under way. */
export function Button({ variant, size, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={classNames(buttonStyle(variant, size), className)}>
      {props.isPending ? <Spinner /> : null}
      {children}
    </AriaButton>
  )
}
