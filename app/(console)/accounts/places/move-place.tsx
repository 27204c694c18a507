'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { placePage } from '../../places'
import { moveContainerAction } from '../actions'
import { KeepAddresses } from '../keep-addresses'
import { type PlaceChoice, PlaceField } from '../place-field'

/** Renames a place or puts it somewhere else, with all that is in it. */
export function MovePlace({
  dn,
  id,
  name,
  parent,
}: {
  dn: string
  id: string
  name: string
  parent: PlaceChoice
}) {
  const t = useT()
  const router = useRouter()
  const [shown] = useState(id)
  const form = useForm({ name, parent, keeps: false }, moveContainerAction, {
    input: (values) => ({
      ...{ dn, id: shown },
      ...(values.name !== name && { name: values.name }),
      // What is no place is named as it stands, and not found.
      ...(values.parent.label !== parent.label && { parent: values.parent.dn || values.parent.label }),
      addresses: values.keeps ? 'keep' : 'replace',
    }),
    onDone({ dn }) {
      say(t('Saved.'))
      router.replace(placePage(dn))
      router.refresh()
    },
  })
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('Name')} dir="auto" autoComplete="off" />
      <PlaceField {...form.field('parent')} label={t('Where')} />
      <KeepAddresses {...form.flag('keeps')} />
      <FormActions form={form} label={t('Rename or move')} />
    </Form>
  )
}
