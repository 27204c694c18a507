'use client'

import { classNames } from './class-names'
import type { FieldProps } from './field'
import { inputStyle } from './field-style'
import { ChevronDownIcon } from './icons'
import { type Described, NativeField } from './native-field'
import { Present } from './present'

export type SelectOption = { value: string; label: string }
type Choice = {
  name?: string
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  options: readonly SelectOption[]
  isDisabled?: boolean
}

/** One of a few. The browser's own select: phones know it best, and it costs no code. */
export function Select({
  label,
  description,
  error,
  optional,
  className,
  present,
  ...choice
}: FieldProps &
  Choice & {
    /** What the server has now, when somebody else changed it meanwhile. */
    present?: string
    className?: string
  }) {
  const now = choice.options.find(({ value }) => value === present)?.label ?? present
  const explained = now === undefined ? description : <Present value={now} />
  return (
    <NativeField {...{ label, error, optional, className }} description={explained}>
      {(described) => <SelectBox {...choice} {...described} />}
    </NativeField>
  )
}

/** The select alone, for where another label names it. */
export function SelectBox({
  options,
  onChange,
  isDisabled,
  className,
  ...props
}: Choice & Partial<Described> & { 'aria-label'?: string; className?: string }) {
  return (
    <span className={classNames('relative block', className)}>
      <select
        {...props}
        disabled={isDisabled}
        onChange={(event) => onChange?.(event.target.value)}
        className={classNames(inputStyle, 'cursor-pointer appearance-none pe-7')}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value} className="bg-raised text-text">
            {label}
          </option>
        ))}
      </select>
      <ChevronDownIcon className="pointer-events-none absolute end-2 top-1/2 -translate-y-1/2 text-muted" />
    </span>
  )
}
