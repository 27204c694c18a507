'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { accountsAt } from '../../../places'
import { createContainerAction } from '../../actions'
import { DetailFields } from '../../detail-fields'
import type { DetailField } from '../../detail-labels'
import { detailValues, filledDetails } from '../../detail-values'
import { FormSection } from '../../form-section'
import { MoreFields } from '../../more-fields'
import { PrivateField } from '../../private-field'

export function NewPlaceForm({
  kind,
  parent,
  fields,
}: {
  kind: 'group' | 'organization'
  parent: string
  fields: DetailField[]
}) {
  const t = useT()
  const router = useRouter()
  const [all, showAll] = useState(false)
  const empty = detailValues(fields)
  const initial = Object.assign({ name: '', private: false }, empty)
  const form = useForm(initial, createContainerAction, {
    input: (values) => ({
      ...{ kind, parent, name: values.name, private: values.private },
      details: filledDetails(fields, values),
    }),
    onDone({ dn }) {
      const { name } = form.values
      say(
        kind === 'group'
          ? t('The group {name} was created.', { name })
          : t('The organization {name} was created.', { name }),
      )
      router.push(accountsAt(dn))
    },
  })
  const details = { form, fields, present: empty, all }
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('Name')} dir="auto" autoComplete="off" autoFocus />
      <DetailFields {...details} sections={['other']} />
      <PrivateField {...form.flag('private')} />
      <FormSection title={t('Telephone and address')}>
        <DetailFields {...details} sections={['reach', 'address']} />
      </FormSection>
      {all ? null : <MoreFields label={t('More fields')} onPress={() => showAll(true)} />}
      <FormActions
        form={form}
        label={kind === 'group' ? t('Create group') : t('Create organization')}
        onCancel={() => router.back()}
      />
    </Form>
  )
}
