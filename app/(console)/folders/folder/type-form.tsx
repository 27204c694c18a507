'use client'

import { Form, FormActions } from '@/components/ui/form'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import type { FolderType } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { setFolderTypeAction } from '../actions'
import { TypeField } from '../type-field'

/** What groupware clients take the folder for. */
export function TypeForm({ folder, type }: { folder: string; type: FolderType }) {
  const t = useT()
  const form = useForm({ type }, setFolderTypeAction, {
    input: (values) => ({ folder, ...values }),
    onDone: () => say(t('Saved.')),
  })
  return (
    <Form form={form}>
      <TypeField {...form.field('type')} />
      <FormActions form={form} label={t('Set the type')} />
    </Form>
  )
}
