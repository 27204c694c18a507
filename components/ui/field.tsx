'use client'

import { useT } from '@/lib/locales/client'

/** What every field can say: its label, an explanation, and what is wrong with what was typed. */
export type FieldProps = { label: string; description?: React.ReactNode; error?: string; optional?: boolean }

export function OptionalMark() {
  const t = useT()
  return <span className="ms-0.5 font-normal text-muted text-xs">{t('optional')}</span>
}
