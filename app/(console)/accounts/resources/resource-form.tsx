'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { Resource } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { resourcePage } from '../../places'
import { updateResourceAction } from '../actions'
import type { DetailField } from '../detail-labels'
import { detailValues, editsOf } from '../detail-values'
import { ResourceFields } from './resource-fields'

export function ResourceForm({ resource, fields }: { resource: Resource; fields: DetailField[] }) {
  const t = useT()
  const router = useRouter()
  const [id] = useState(resource.id)
  const { dn, name, address, responsible, domain, details } = resource
  const texts = { name, kind: resource.kind as string, address, responsible: responsible.join('\n') }
  const shown = Object.assign(texts, detailValues(fields, details))
  const form = useForm(shown, updateResourceAction, {
    input: (values) => ({ dn, id, ...editsOf(shown, values) }),
    onDone(saved) {
      say(t('Saved.'))
      if (saved.dn !== dn) router.replace(resourcePage(saved.dn))
      router.refresh()
    },
    onConflict: () => router.refresh(),
  })
  return (
    <Form form={form}>
      <ResourceFields
        form={form}
        fields={fields}
        present={shown}
        domain={domain}
        hidden={resource.hiddenResponsible}
      />
      <FormActions form={form} label={t('Save')} />
    </Form>
  )
}
