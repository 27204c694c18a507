'use client'

import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { inputStyle } from '@/components/ui/field-style'
import { SelectBox } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import type { T } from '@/lib/locales/translate'
import type { ControlProps } from './control'
import { partsOf, saidIn, shownOf, type Unit } from './units'

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
  const like = partsOf(usual, units)
  /** What is being typed, and the unit beside it, which an emptied field keeps; null while nobody types. */
  const [typing, setTyping] = useState<{ text: string; unit: Unit } | null>(null)
  const { text, unit, isPlain } = shownOf(value, typing, units, like?.unit ?? first)
  return (
    <span className="flex max-w-80 gap-2">
      <input
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        value={text}
        placeholder={like ? like.amount : usual}
        disabled={isDisabled}
        onChange={({ target }) => {
          setTyping({ text: target.value, unit })
          onChange(saidIn(target.value, unit))
        }}
        onBlur={() => setTyping(null)}
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
          onChange={(chosen) => onChange(saidIn(text, chosen as Unit))}
          options={units.map((one) => ({ value: one, label: unitWord(t, one) }))}
          className="w-32 shrink-0"
        />
      ) : null}
    </span>
  )
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
