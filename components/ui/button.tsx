'use client'

import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { classNames } from './class-names'
import { Spinner } from './spinner'
import { useIsAlive } from './use-is-alive'

type Attributes = Pick<
  AriaButtonProps,
  'type' | 'autoFocus' | 'aria-label' | 'aria-haspopup' | 'aria-expanded' | 'aria-pressed'
>
type Behaviour = Pick<
  AriaButtonProps,
  'onPress' | 'onHoverStart' | 'onFocus' | 'onKeyDown' | 'isDisabled' | 'isPending'
>
export type ButtonProps = Attributes &
  Behaviour & {
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
  ...props
}: ButtonProps) {
  const isAlive = useIsAlive()
  const style = classNames(buttonStyle(variant, size), isPending && 'cursor-progress', className)
  const content = (
    <>
      {isPending ? <Spinner /> : null}
      {children}
    </>
  )
  if (!isAlive) {
    return (
      <AsleepButton {...props} className={classNames(style, !isDisabled && 'disabled:opacity-100!')}>
        {content}
      </AsleepButton>
    )
  }
  return (
    <AriaButton
      {...props}
      isDisabled={isDisabled}
      // React Aria's own isPending announces the button by reference, and the page it is on may be gone by then.
      aria-disabled={isPending || undefined}
      onPress={isPending ? undefined : props.onPress}
      className={style}
    >
      {content}
    </AriaButton>
  )
}

/** What stands there until the scripts run. Pages have many, and React Aria's take the server long. */
function AsleepButton({
  onPress: _press,
  onHoverStart: _hover,
  onFocus: _focus,
  onKeyDown: _key,
  autoFocus: _autoFocus,
  type = 'button',
  ...props
}: Omit<ButtonProps, 'isPending' | 'isDisabled' | 'variant' | 'size'>) {
  return <button type={type} {...props} disabled />
}
