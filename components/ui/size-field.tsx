'use client'

import { useT } from '@/lib/locales/client'
import type { FieldProps } from './field'
import { inputStyle } from './field-style'
import { NativeField } from './native-field'
import { SelectBox } from './select'
import type { Size, SizeUnit } from './size'

/** A number with its unit, or no limit; see bytesOfSize(). */
export function SizeField({
  name,
  value,
  onChange,
  ...field
}: FieldProps & { name?: string; value: Size; onChange: (size: Size) => void; className?: string }) {
  const t = useT()
  return (
    <NativeField {...field}>
      {(described) => (
        <div className="flex gap-2">
          <input
            {...described}
            name={name}
            inputMode="decimal"
            dir="ltr"
            value={value.unit === 'unlimited' ? '' : value.amount}
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
              { value: 'unlimited', label: t('unlimited') },
            ]}
            className="w-32 shrink-0"
          />
        </div>
      )}
    </NativeField>
  )
}
