'use client'

import { Checkbox, type CheckboxProps } from '@/components/ui/checkbox'
import { useT } from '@/lib/locales/client'

/** What becomes of the primary address of an account that comes into another domain. */
export function KeepAddresses(props: Pick<CheckboxProps, 'name' | 'isSelected' | 'onChange'>) {
  const t = useT()
  return (
    <Checkbox
      {...props}
      description={t(
        'Otherwise it gets one of that domain. Mail to the old addresses goes on arriving either way: they stay as aliases in their domain.',
      )}
    >
      {t('Keep the primary address in another domain')}
    </Checkbox>
  )
}
