'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { Container } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { updateContainerAction } from '../actions'
import { DetailFields } from '../detail-fields'
import type { DetailField } from '../detail-labels'
import { detailValues, editsOf } from '../detail-values'
import { FormSection } from '../form-section'
import { MoreFields } from '../more-fields'
import { PrivateField } from '../private-field'

/** What is written about an organization or a group, and who sees it. */
export function PlaceForm({ place, fields }: { place: Container; fields: DetailField[] }) {
  const t = useT()
  const router = useRouter()
  const [all, showAll] = useState(false)
  const [id] = useState(place.id)
  const { dn, changeable } = place
  const present = detailValues(fields, place.details)
  const shown = Object.assign({ private: place.private }, present)
  const form = useForm(shown, updateContainerAction, {
    input: (values) => ({ dn, id, ...editsOf(shown, values) }),
    onDone: () => say(t('Saved.')),
    onConflict: () => router.refresh(),
  })
  const details = { form, fields, present, all }
  return (
    <Form form={form}>
      <fieldset disabled={!changeable} className="contents">
        <DetailFields {...details} sections={['other']} />
        <PrivateField {...form.flag('private')} isDisabled={!changeable} />
        <FormSection title={t('Telephone and address')}>
          <DetailFields {...details} sections={['reach', 'address']} />
        </FormSection>
        {all || !changeable ? null : <MoreFields label={t('More fields')} onPress={() => showAll(true)} />}
      </fieldset>
      {changeable ? <FormActions form={form} label={t('Save')} /> : null}
    </Form>
  )
}
