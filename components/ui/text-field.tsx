'use client'

import { Input } from 'react-aria-components/Input'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField'
import { classNames } from './class-names'
import { FieldLabel, type FieldProps, FieldTexts } from './field'
import { fieldStyle, inputStyle } from './field-style'
import { Present } from './present'
import { useTypedBefore } from './use-typed-before'

export type TextFieldProps = FieldProps &
  Pick<
    AriaTextFieldProps,
    | 'name'
    | 'value'
    | 'defaultValue'
    | 'onChange'
    | 'type'
    | 'autoComplete'
    | 'autoFocus'
    | 'isDisabled'
    | 'isReadOnly'
    | 'inputMode'
  > & {
    /** `auto` for what people name; addresses and logins are always left to right. */
    dir?: 'auto' | 'ltr'
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
  dir,
  placeholder,
  suffix,
  present,
  className,
  ...props
}: TextFieldProps) {
  const input = useTypedBefore(props.value, props.onChange)
  return (
    <AriaTextField
      {...props}
      isRequired={!optional}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={classNames(fieldStyle, className)}
    >
      <FieldLabel label={label} optional={optional} />
      <div className="flex min-w-0 items-center">
        <Input
          ref={input}
          // The browser's own, for those who type before the scripts run.
          autoFocus={props.autoFocus}
          dir={dir}
          placeholder={placeholder}
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
      <FieldTexts
        description={present === undefined ? description : <Present value={present} />}
        error={error}
      />
    </AriaTextField>
  )
}
