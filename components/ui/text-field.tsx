'use client'

import type { HTMLInputAutoCompleteAttribute } from 'react'
import { classNames } from './class-names'
import type { FieldProps } from './field'
import { inputStyle } from './field-style'
import { NativeField } from './native-field'
import { Present } from './present'
import { useTypedBefore } from './use-typed-before'

export type TextFieldProps = FieldProps & {
  name?: string
  value?: string
  /** Of an input that nobody keeps the value of. */
  defaultValue?: string
  onChange?: (value: string) => void
  /** `auto` for what people name; addresses and logins are always left to right. */
  dir?: 'auto' | 'ltr'
  inputMode?: 'numeric' | 'tel' | 'url' | 'email'
  autoComplete?: HTMLInputAutoCompleteAttribute
  autoFocus?: boolean
  isReadOnly?: boolean
  placeholder?: string
  /** Fixed text after the input, such as the domain of an address. */
  suffix?: string
  /** What the server has now, when somebody else changed it meanwhile. */
  present?: string
  className?: string
}

/** One line of text. */
export function TextField({
  label,
  description,
  error,
  optional,
  className,
  onChange,
  dir,
  isReadOnly,
  suffix,
  present,
  ...props
}: TextFieldProps) {
  const input = useTypedBefore(props.value, onChange)
  const explained = present === undefined ? description : <Present value={present} />
  return (
    <NativeField {...{ label, error, optional, className }} description={explained}>
      {(described) => (
        <div className="flex min-w-0 items-center">
          <input
            {...props}
            {...described}
            ref={input}
            onChange={(event) => onChange?.(event.target.value)}
            readOnly={isReadOnly}
            aria-required={optional ? undefined : true}
            dir={dir}
            spellCheck={dir === 'ltr' ? false : undefined}
            autoCapitalize={dir === 'ltr' ? 'none' : undefined}
            className={classNames(inputStyle, suffix && 'rounded-e-none')}
          />
          {suffix ? (
            <span
              dir="ltr"
              className="flex h-8 max-w-1/2 shrink-0 items-center truncate rounded-e-md border border-line-strong border-s-0 bg-sunken px-2.5 text-muted pointer-coarse:h-10"
            >
              {suffix}
            </span>
          ) : null}
        </div>
      )}
    </NativeField>
  )
}
