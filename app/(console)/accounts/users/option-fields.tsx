'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { useT } from '@/lib/locales/client'
import type { Flag } from './bound'

type OptionForm = { flag(name: 'webClient' | 'sendsLocalOnly' | 'receivesLocalOnly'): Flag }

/** What an account may do. */
export function OptionFields({ form, isDisabled = false }: { form: OptionForm; isDisabled?: boolean }) {
  const t = useT()
  const later = t('Kept here; the delivery policy will enforce it when there is one.')
  return (
    <div className="flex flex-col gap-1 self-end">
      <Checkbox {...form.flag('webClient')} isDisabled={isDisabled}>
        {t('May use the web client')}
      </Checkbox>
      <Checkbox {...form.flag('sendsLocalOnly')} isDisabled={isDisabled} description={later}>
        {t('Sends only local mail')}
      </Checkbox>
      <Checkbox {...form.flag('receivesLocalOnly')} isDisabled={isDisabled} description={later}>
        {t('Receives only local mail')}
      </Checkbox>
    </div>
  )
}
