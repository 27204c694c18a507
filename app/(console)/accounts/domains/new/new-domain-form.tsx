'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { sizeText } from '@/components/ui/size'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { accountsAt } from '../../../places'
import { createDomainAction } from '../../actions'
import { MoreFields } from '../../more-fields'
import { PrivateField } from '../../private-field'
import { LimitFields, noLimits } from '../limit-fields'

export function NewDomainForm() {
  const t = useT()
  const router = useRouter()
  const [all, showAll] = useState(false)
  const initial = { name: '', description: '', private: false, ...noLimits }
  const form = useForm(initial, createDomainAction, {
    input: ({ maxStorage, defaultQuota, ...values }) => ({
      ...values,
      maxStorage: sizeText(maxStorage),
      defaultQuota: sizeText(defaultQuota),
    }),
    onDone({ dn, name }) {
      say(t('The domain {name} was created.', { name }))
      router.push(accountsAt(dn))
    },
  })
  return (
    <Form form={form}>
      <TextField
        {...form.field('name')}
        label={t('Domain name')}
        description={t('What stands after the @ in its addresses. Its postmaster alias is created with it.')}
        placeholder="example.com"
        dir="ltr"
        autoComplete="off"
        autoFocus
      />
      <TextField
        {...form.field('description')}
        label={t('Description')}
        dir="auto"
        autoComplete="off"
        optional
      />
      {all ? (
        <>
          <PrivateField {...form.flag('private')} />
          <LimitFields form={form} />
        </>
      ) : (
        <MoreFields label={t('Limits and privacy')} onPress={() => showAll(true)} />
      )}
      <FormActions form={form} label={t('Create domain')} onCancel={() => router.back()} />
    </Form>
  )
}
