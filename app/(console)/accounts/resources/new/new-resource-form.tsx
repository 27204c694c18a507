'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { resourcePage } from '../../../places'
import { createResourceAction } from '../../actions'
import type { DetailField } from '../../detail-labels'
import { detailValues, filledDetails } from '../../detail-values'
import { ResourceFields } from '../resource-fields'

export function NewResourceForm({
  container,
  domain,
  fields,
}: {
  container: string
  domain: string
  fields: DetailField[]
}) {
  const t = useT()
  const router = useRouter()
  const empty = Object.assign({ name: '', kind: 'room', address: '', responsible: '' }, detailValues(fields))
  const form = useForm(empty, createResourceAction, {
    input: ({ name, kind, address, responsible, ...values }) => ({
      ...{ container, name, kind, address, responsible },
      details: filledDetails(fields, values),
    }),
    onDone({ dn }) {
      say(t('The resource was created.'))
      router.push(resourcePage(dn))
    },
  })
  return (
    <Form form={form}>
      <ResourceFields form={form} fields={fields} present={empty} domain={domain} isNew />
      <FormActions form={form} label={t('Create resource')} onCancel={() => router.back()} />
    </Form>
  )
}
