'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { updateDomainAction } from '../../actions'

export function DomainForm({
  name,
  description,
  isReadOnly,
}: {
  name: string
  description: string
  isReadOnly: boolean
}) {
  const t = useT()
  const router = useRouter()
  const form = useForm({ description }, updateDomainAction, {
    input: (values) => ({ name, description: { from: description, to: values.description } }),
    onDone: () => say(t('Saved.')),
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <TextField
        {...form.field('description', description)}
        label={t('Description')}
        dir="auto"
        autoComplete="off"
        isReadOnly={isReadOnly}
        optional
      />
      {isReadOnly ? null : <FormActions form={form} label={t('Save')} />}
    </Form>
  )
}
