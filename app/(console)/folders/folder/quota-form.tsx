'use client'

import { Form, FormActions } from '@/components/ui/form'
import { sizeOfBytes, sizeText } from '@/components/ui/size'
import { SizeField } from '@/components/ui/size-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { setFolderQuotaAction } from '../actions'

/** The limit of a folder with what is below it. */
export function QuotaForm({
  folder,
  limit,
  holds = null,
  onDone,
}: {
  folder: string
  /** In bytes; null when it has none of its own. */
  limit: number | null
  /** The folder above whose limit holds. */
  holds?: string | null
  onDone?: () => void
}) {
  const t = useT()
  const form = useForm({ quota: sizeOfBytes(limit) }, setFolderQuotaAction, {
    input: ({ quota }) => ({ folder, quota: sizeText(quota) }),
    onDone() {
      say(t('Saved.'))
      onDone?.()
    },
  })
  return (
    <Form form={form}>
      <SizeField
        {...form.field('quota')}
        label={t('Own limit')}
        none={t('no limit of its own')}
        description={
          holds
            ? t('The limit of {folder} holds. A limit of its own takes this folder out of it.', {
                folder: holds,
              })
            : undefined
        }
      />
      <FormActions form={form} label={t('Set the quota')} />
    </Form>
  )
}
