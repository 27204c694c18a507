'use client'

import { SelectBox } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import type { ControlProps } from './control'

/** Yes or no, or one of a few words; what is there and is none of them stays to be chosen. */
export function WordSelect({
  label,
  value,
  choices,
  usual,
  onChange,
  isDisabled,
  isInvalid,
  describedBy,
}: ControlProps) {
  const t = useT()
  const word = (choice: string) => {
    if (choice === 'yes') return t('Yes')
    return choice === 'no' ? t('No') : choice
  }
  const known = choices.includes(value) || value === '' ? choices : [value, ...choices]
  const none = usual === '' ? t('Not set') : t('Not set: {value}', { value: word(usual) })
  return (
    <SelectBox
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      value={value}
      isDisabled={isDisabled}
      onChange={(chosen) => onChange(chosen)}
      options={[
        ...(value === '' ? [{ value: '', label: none }] : []),
        ...known.map((choice) => ({ value: choice, label: word(choice) })),
      ]}
      className="max-w-80"
    />
  )
}
