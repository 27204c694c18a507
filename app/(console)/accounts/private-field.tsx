'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { useT } from '@/lib/locales/client'

/** Hides a place, and says from whom. */
export function PrivateField(props: {
  name: string
  isSelected: boolean
  onChange: (value: boolean) => void
  isDisabled?: boolean
}) {
  const t = useT()
  return (
    <Checkbox
      {...props}
      description={t(
        'Seen only by those whose account is inside, and by administrators of it or of what is around it. All others find nothing of it, neither here nor in the address book of a mail program. Those inside still see what is public, and mail to the addresses in it is delivered.',
      )}
    >
      {t('Private')}
    </Checkbox>
  )
}
