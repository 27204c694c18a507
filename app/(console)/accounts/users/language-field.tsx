'use client'

import { Select } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import { languages } from '@/lib/locales/languages'
import type { TextBound } from './bound'

/** The language of an account: one of the console's, or another one that was written by other means. */
export function LanguageField({ kept = '', ...field }: TextBound & { kept?: string }) {
  const t = useT()
  const spoken = languages.map(({ code, name }) => ({ value: code as string, label: name }))
  const known = ['', ...spoken.map(({ value }) => value)]
  const other = [kept, field.value].filter((code) => !known.includes(code))
  return (
    <Select
      {...field}
      label={t('Preferred language')}
      options={[
        { value: '', label: t('not chosen') },
        ...spoken,
        ...[...new Set(other)].map((code) => ({ value: code, label: code })),
      ]}
      optional
    />
  )
}
