'use client'

import { useState } from 'react'
import { Input } from 'react-aria-components/Input'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { useT } from '@/lib/locales/client'
import { buttonStyle } from './button-style'
import { classNames } from './class-names'
import { FieldLabel, FieldTexts } from './field'
import { fieldStyle, inputStyle } from './field-style'
import { EyeIcon, EyeOffIcon } from './icons'
import type { TextFieldProps } from './text-field'
import { useTypedBefore } from './use-typed-before'

/** A password that its author can have a look at. `autoComplete` tells password managers old from new. */
export function PasswordField({
  label,
  description,
  error,
  optional,
  className,
  ...props
}: Omit<TextFieldProps, 'type' | 'dir' | 'suffix' | 'placeholder' | 'autoComplete'> & {
  autoComplete: 'current-password' | 'new-password'
}) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const input = useTypedBefore(props.value, props.onChange)
  return (
    <AriaTextField
      {...props}
      type={shown ? 'text' : 'password'}
      isRequired={!optional}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={classNames(fieldStyle, className)}
    >
      <FieldLabel label={label} optional={optional} />
      <div className="relative" dir="ltr">
        <Input
          ref={input}
          spellCheck={false}
          autoCapitalize="none"
          className={classNames(inputStyle, 'pe-9 pointer-coarse:pe-11')}
        />
        <button
          type="button"
          aria-label={t('Show the password')}
          aria-pressed={shown}
          disabled={props.isDisabled}
          onClick={() => setShown(!shown)}
          className={classNames(buttonStyle('quiet', 'icon'), 'absolute end-0 top-0')}
        >
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </button>
      </div>
      <FieldTexts description={description} error={error} />
    </AriaTextField>
  )
}
