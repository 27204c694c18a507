'use client'

import { useState } from 'react'
import { useT } from '@/lib/locales/client'
import { buttonStyle } from './button-style'
import { classNames } from './class-names'
import { inputStyle } from './field-style'
import { EyeIcon, EyeOffIcon } from './icons'
import { NativeField } from './native-field'
import type { TextFieldProps } from './text-field'
import { useTypedBefore } from './use-typed-before'

/** A password that its author can have a look at. `autoComplete` tells password managers old from new. */
export function PasswordField({
  label,
  description,
  error,
  optional,
  className,
  onChange,
  ...props
}: Pick<TextFieldProps, 'label' | 'description' | 'error' | 'optional' | 'className' | 'autoFocus'> & {
  name: string
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
}) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const input = useTypedBefore(props.value, onChange)
  return (
    <NativeField {...{ label, description, error, optional, className }}>
      {(described) => (
        <div className="relative" dir="ltr">
          <input
            {...props}
            {...described}
            ref={input}
            type={shown ? 'text' : 'password'}
            onChange={(event) => onChange(event.target.value)}
            aria-required={optional ? undefined : true}
            spellCheck={false}
            autoCapitalize="none"
            className={classNames(inputStyle, 'pe-9 pointer-coarse:pe-11')}
          />
          <button
            type="button"
            aria-label={t('Show the password')}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className={classNames(buttonStyle('quiet', 'icon'), 'absolute end-0 top-0')}
          >
            {shown ? <EyeOffIcon /> : <EyeIcon />}
          </button>
        </div>
      )}
    </NativeField>
  )
}
