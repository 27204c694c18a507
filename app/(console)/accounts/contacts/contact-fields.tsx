'use client'

import { useState } from 'react'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { PartOfForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { DetailFields } from '../detail-fields'
import type { DetailField } from '../detail-labels'
import type { DetailValues } from '../detail-values'
import { FormSection } from '../form-section'
import { MoreFields } from '../more-fields'

export type ContactShown = { firstName: string; lastName: string; addresses: string } & DetailValues

/** Everything that can be said of somebody outside. */
export function ContactFields({
  form,
  fields,
  present,
  isNew = false,
}: {
  form: PartOfForm<ContactShown>
  fields: DetailField[]
  present: ContactShown
  isNew?: boolean
}) {
  const t = useT()
  const [all, showAll] = useState(false)
  const details = { form, fields, present, all }
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          {...form.field('firstName', present.firstName)}
          label={t('First name')}
          dir="auto"
          autoComplete="off"
          autoFocus={isNew}
          optional
        />
        <TextField
          {...form.field('lastName', present.lastName)}
          label={t('Last name')}
          dir="auto"
          autoComplete="off"
        />
      </div>
      <TextArea
        {...form.field('addresses', present.addresses)}
        label={t('Mail addresses')}
        description={t('One a line.')}
        dir="ltr"
        rows={1}
        optional
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DetailFields {...details} sections={['name', 'work', 'other']} />
      </div>
      <FormSection title={t('Telephone and address')}>
        <DetailFields {...details} sections={['reach', 'address']} />
      </FormSection>
      {all ? null : <MoreFields label={t('More fields')} onPress={() => showAll(true)} />}
    </>
  )
}
