'use client'

import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { classNames } from './class-names'
import { Spinner } from './spinner'
import { useIsAlive } from './use-is-alive'

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children?: React.ReactNode
  ref?: React.Ref<HTMLButtonElement>
}

/**
 * A button; `isPending` keeps its place and its focus, and does nothing while the work is under way. It cannot be
 * pressed before the page's scripts run, and looks no other then.
 */
export function Button({
  variant,
  size,
  className,
  children,
  isPending = false,
  isDisabled = false,
  onPress,
  ...props
}: ButtonProps) {
  const isAlive = useIsAlive()
  return (
    <AriaButton
      {...props}
      isDisabled={isDisabled || !isAlive}
      // React Aria's own isPending announces the button by reference, and the page it is on may be gone by then.
      aria-disabled={isPending || undefined}
      onPress={isPending ? undefined : onPress}
      className={classNames(
        buttonStyle(variant, size),
        isPending && 'cursor-progress',
        !(isAlive || isDisabled) && 'disabled:opacity-100!',
        className,
      )}
    >
      {isPending ? <Spinner /> : null}
      {children}
    </AriaButton>
  )
}
