'use client'

import { useId } from 'react'
import { classNames } from './class-names'
import { ErrorText } from './error-text'
import { type FieldProps, OptionalMark } from './field'
import { descriptionStyle, fieldStyle, labelStyle } from './field-style'

export type Described = { id: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string }

/** Label, description and error around a plain input; the child puts `described` on it. */
export function NativeField({
  label,
  description,
  error,
  optional,
  className,
  children,
}: FieldProps & { className?: string; children: (described: Described) => React.ReactNode }) {
  const id = useId()
  const described: Described = {
    id,
    'aria-invalid': error !== undefined || undefined,
    'aria-describedby': classNames(description ? `${id}d` : null, error && `${id}e`) || undefined,
  }
  return (
    <div className={classNames(fieldStyle, className)}>
      <label htmlFor={id} className={labelStyle}>
        {label} {optional ? <OptionalMark /> : null}
      </label>
      {children(described)}
      {description ? (
        <span id={`${id}d`} className={descriptionStyle}>
          {description}
        </span>
      ) : null}
      {error ? <ErrorText id={`${id}e`}>{error}</ErrorText> : null}
    </div>
  )
}
