import { classNames } from './class-names'
import { errorStyle } from './field-style'
import { ErrorIcon } from './icons'

/** What is wrong with what stands beside it; `id` is for the control's aria-describedby. */
export function ErrorText({
  id,
  className,
  children,
}: {
  id?: string
  className?: string
  children: string
}) {
  return (
    <span id={id} className={classNames(errorStyle, className)}>
      <ErrorIcon className="mt-px" />
      {children}
    </span>
  )
}
