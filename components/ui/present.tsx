'use client'

import { useT } from '@/lib/locales/client'

/** Beside a field: what the server has now, when somebody else changed it meanwhile. */
export function Present({ value }: { value: string }) {
  const t = useT()
  return (
    <span className="whitespace-pre-line text-warning">
      {value === '' ? t('Now empty') : t('Now: {value}', { value })}
    </span>
  )
}
