'use client'

import { useT } from '@/lib/locales/client'
import type { FieldProps } from './field'
import { inputStyle } from './field-style'
import { NativeField } from './native-field'
import { Present } from './present'
import { SelectBox } from './select'
import { type Size, type SizeUnit, sizeText } from './size'
import { useTypedBefore } from './use-typed-before'

/** A number with its unit, or no limit; see bytesOfSize(). */
export function SizeField({
  name,
  value,
  present,
  none,
  description,
  onChange,
  ...field
}: FieldProps & {
  name?: string
  value: Size
  /** What it is on the server now, when somebody else changed it meanwhile. */
  present?: Size
  /** What it says when there is none, where that does not mean that nothing limits it. */
  none?: string
  onChange: (size: Size) => void
  className?: string
}) {
  const t = useT()
  const amount = value.unit === 'unlimited' ? '' : value.amount
  const unlimited = none ?? t('unlimited')
  const words = (size: Size) => (size.unit === 'unlimited' ? unlimited : sizeText(size))
  const input = useTypedBefore(amount, (amount) => onChange({ ...value, amount }))
  return (
    <NativeField {...field} description={present ? <Present value={words(present)} /> : description}>
      {(described) => (
        <div className="flex gap-2">
          <input
            {...described}
            ref={input}
            name={name}
            inputMode="decimal"
            dir="ltr"
            value={amount}
            disabled={value.unit === 'unlimited'}
            onChange={(event) => onChange({ ...value, amount: event.target.value })}
            className={inputStyle}
          />
          <SelectBox
            aria-label={t('Unit')}
            value={value.unit}
            onChange={(unit) => onChange({ ...value, unit: unit as SizeUnit })}
            options={[
              { value: 'MB', label: t('MB') },
              { value: 'GB', label: t('GB') },
              { value: 'unlimited', label: unlimited },
            ]}
            className={none ? 'w-48 shrink-0' : 'w-32 shrink-0'}
          />
        </div>
      )}
    </NativeField>
  )
}
