'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { accountsAt } from '../../../places'
import { createDomainAction } from '../../actions'

export function NewDomainForm() {
  const t = useT()
  const router = useRouter()
  const form = useForm({ name: '', description: '' }, createDomainAction, {
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
      <FormActions form={form} label={t('Create domain')} onCancel={() => router.back()} />
    </Form>
  )
}
