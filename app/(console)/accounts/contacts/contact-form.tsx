'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { Contact } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { contactPage } from '../../places'
import { updateContactAction } from '../actions'
import type { DetailField } from '../detail-labels'
import { detailValues, editsOf } from '../detail-values'
import { ContactFields } from './contact-fields'

export function ContactForm({ contact, fields }: { contact: Contact; fields: DetailField[] }) {
  const t = useT()
  const router = useRouter()
  const [id] = useState(contact.id)
  const { dn, firstName, lastName, addresses, details } = contact
  const texts = { firstName, lastName, addresses: addresses.join('\n') }
  const shown = Object.assign(texts, detailValues(fields, details))
  const form = useForm(shown, updateContactAction, {
    input: (values) => ({ dn, id, ...editsOf(shown, values) }),
    onDone(saved) {
      say(t('Saved.'))
      if (saved.dn !== dn) router.replace(contactPage(saved.dn))
      router.refresh()
    },
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <ContactFields form={form} fields={fields} present={shown} />
      <FormActions form={form} label={t('Save')} />
    </Form>
  )
}
