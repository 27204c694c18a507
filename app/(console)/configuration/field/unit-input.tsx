'use client'

import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import { SelectBox } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import type { ControlProps } from './control'

export type Unit = 'B' | 'kB' | 'MB' | 'GB' | 'TB' | 's' | 'm' | 'h' | 'd' | 'w'

/** A number and its unit. Words that the server has for no limit, and times of several units, are typed as they are. */
export function UnitInput({
  label,
  value,
  usual,
  units,
  onChange,
  isDisabled,
  isInvalid,
  describedBy,
}: ControlProps & { units: readonly Unit[] }) {
  const t = useT()
  const [first = 's'] = units
  const typed = partsOf(value, units)
  const like = partsOf(usual, units)
  const amount = typed?.amount ?? value
  const unit = typed?.unit ?? like?.unit ?? first
  const isPlain = value === '' || typed !== null
  return (
    <span className="flex max-w-80 gap-2">
      <input
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        value={amount}
        placeholder={like ? like.amount : usual}
        disabled={isDisabled}
        onChange={({ target }) =>
          onChange(/^\d+$/.test(target.value.trim()) ? said(target.value.trim(), unit) : target.value)
        }
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={classNames(inputStyle, 'font-mono text-[0.8125rem]')}
      />
      {isPlain ? (
        <SelectBox
          aria-label={t('Unit of {name}', { name: label })}
          value={unit}
          isDisabled={isDisabled || value === ''}
          onChange={(chosen) => onChange(said(amount, chosen as Unit))}
          options={units.map((one) => ({ value: one, label: unitWord(t, one) }))}
          className="w-32 shrink-0"
        />
      ) : null}
    </span>
  )
}

/** As the kinds show it: `10 MB`, `5m`. */
function said(amount: string, unit: Unit): string {
  return /^[A-Zk]/.test(unit) ? `${amount} ${unit}` : `${amount}${unit}`
}

function partsOf(value: string, units: readonly Unit[]): { amount: string; unit: Unit } | null {
  const [, amount, letters] = /^(\d+) ?([A-Za-z]{1,2})$/.exec(value) ?? []
  const unit = units.find((one) => one === letters)
  return amount !== undefined && unit ? { amount, unit } : null
}

function unitWord(t: T, unit: Unit): string {
  switch (unit) {
    case 's':
      return t('seconds')
    case 'm':
      return t('minutes')
    case 'h':
      return t('hours')
    case 'd':
      return t('days')
    case 'w':
      return t('weeks')
    case 'B':
      return t('bytes')
    default:
      return unit
  }
}
