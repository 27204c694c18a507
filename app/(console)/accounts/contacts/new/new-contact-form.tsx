'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { contactPage } from '../../../places'
import { createContactAction } from '../../actions'
import type { DetailField } from '../../detail-labels'
import { detailValues, filledDetails } from '../../detail-values'
import { ContactFields } from '../contact-fields'

export function NewContactForm({ container, fields }: { container: string; fields: DetailField[] }) {
  const t = useT()
  const router = useRouter()
  const empty = Object.assign({ firstName: '', lastName: '', addresses: '' }, detailValues(fields))
  const form = useForm(empty, createContactAction, {
    input: ({ firstName, lastName, addresses, ...values }) => ({
      ...{ container, firstName, lastName, addresses },
      details: filledDetails(fields, values),
    }),
    onDone({ dn }) {
      say(t('The contact was created.'))
      router.push(contactPage(dn))
    },
  })
  return (
    <Form form={form}>
      <ContactFields form={form} fields={fields} present={empty} isNew />
      <FormActions form={form} label={t('Create contact')} onCancel={() => router.back()} />
    </Form>
  )
}
