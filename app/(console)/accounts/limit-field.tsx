'use client'

import { TextField } from '@/components/ui/text-field'
import { useT } from '@/lib/locales/client'

type Bound = {
  name: string
  value: string
  error?: string
  present?: string
  onChange: (value: string) => void
}

/** A whole number; empty is no limit. */
export function LimitField({ label, isReadOnly, ...bound }: Bound & { label: string; isReadOnly?: boolean }) {
  const t = useT()
  return (
    <TextField
      {...bound}
      {...{ label, isReadOnly }}
      placeholder={t('unlimited')}
      dir="ltr"
      inputMode="numeric"
      autoComplete="off"
      optional
    />
  )
}
