'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useT } from '@/lib/locales/client'
import type { Flag, TextBound } from './bound'

type Name = 'alternates' | 'forwarding' | 'alternateMail'
type MailForm = { field(name: Name, present?: string): TextBound; flag(name: 'keepsCopy'): Flag }

/** Addresses beside the primary one, and where mail goes on to. */
export function MailFields({
  form,
  present,
  isDisabled = false,
}: {
  form: MailForm
  /** What the entry has now, of an account that exists. */
  present?: Record<Name, string>
  isDisabled?: boolean
}) {
  const t = useT()
  return (
    <>
      <TextArea
        {...form.field('alternates', present?.alternates)}
        label={t('Alternate addresses')}
        description={t('Mail to these arrives here too. One a line.')}
        dir="ltr"
        rows={2}
        optional
      />
      <TextArea
        {...form.field('forwarding', present?.forwarding)}
        label={t('Forward to')}
        description={t('Addresses here or elsewhere, one a line.')}
        dir="ltr"
        rows={2}
        optional
      />
      <Checkbox {...form.flag('keepsCopy')} isDisabled={isDisabled}>
        {t('Keep a copy of what is forwarded')}
      </Checkbox>
      <TextField
        {...form.field('alternateMail', present?.alternateMail)}
        label={t('Alternate mail')}
        description={t('Where the person is reached elsewhere. Nothing is delivered there.')}
        dir="ltr"
        autoComplete="off"
        optional
      />
    </>
  )
}
