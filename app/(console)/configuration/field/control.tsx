'use client'

import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import type { Control as ControlName } from '@/lib/configuration'
import { Choices } from './choices'
import { Lines } from './lines'
import { Restrictions } from './restrictions'
import { UnitInput } from './unit-input'
import type { Unit } from './units'
import { WordSelect } from './word-select'

/** What a control is given: the value as it is typed, and the items of one that shows a list. */
export type ControlProps = {
  label: string
  value: string
  items: readonly string[]
  choices: readonly string[]
  /** What the server takes where nothing is set. */
  usual: string
  onChange: (value: string, items?: readonly string[]) => void
  isDisabled?: boolean
  isInvalid?: boolean
  describedBy?: string
}

/** The control that a kind of value is set with. */
export function Control({ control, ...props }: ControlProps & { control: ControlName }) {
  switch (control) {
    case 'flag':
    case 'choice':
      return <WordSelect {...props} />
    case 'choices':
      return <Choices {...props} />
    case 'size':
      return <UnitInput {...props} units={sizes} />
    case 'duration':
      return <UnitInput {...props} units={times} />
    case 'hosts':
    case 'maps':
      return <Lines {...props} />
    case 'restrictions':
      return <Restrictions {...props} />
    case 'secret':
      return <Line {...props} isSecret />
    case 'number':
      return <Line {...props} isShort inputMode="numeric" />
    case 'octal':
      return <Line {...props} isShort />
    case 'host':
    case 'path':
    case 'dn':
    case 'acl':
    case 'text':
      return <Line {...props} />
  }
}

function Line({
  label,
  value,
  usual,
  onChange,
  isDisabled,
  isInvalid,
  describedBy,
  isSecret = false,
  isShort = false,
  inputMode,
}: ControlProps & { isSecret?: boolean; isShort?: boolean; inputMode?: 'numeric' }) {
  return (
    <input
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      type={isSecret ? 'password' : 'text'}
      inputMode={inputMode}
      value={value}
      placeholder={usual}
      disabled={isDisabled}
      onChange={({ target }) => onChange(target.value)}
      dir="ltr"
      autoComplete={isSecret ? 'new-password' : 'off'}
      autoCapitalize="none"
      spellCheck={false}
      className={classNames(inputStyle, !isSecret && 'font-mono text-[0.8125rem]', isShort && 'max-w-48')}
    />
  )
}

const sizes: readonly Unit[] = ['B', 'kB', 'MB', 'GB', 'TB']
const times: readonly Unit[] = ['s', 'm', 'h', 'd', 'w']
