'use client'

import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { Form, FormActions } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { jobPage } from '../../places'
import { reconstructFolderAction } from '../actions'

/** Says what a repair does and what it may cost, and leads to its job. */
export default function RepairForm({
  folder,
  hasChildren,
  onClose,
}: {
  folder: string
  hasChildren: boolean
  onClose: () => void
}) {
  const t = useT()
  const router = useRouter()
  const form = useForm({ below: hasChildren }, reconstructFolderAction, {
    input: (values) => ({ folder, ...values }),
    onDone: ({ id }) => router.push(jobPage(id)),
  })
  return (
    <Form form={form}>
      <p>
        {t(
          'Cyrus compares the index of the folder with the messages that are stored on disk, and makes it anew where it is damaged. Messages that did not show any more are there again. Then the quota is counted anew.',
        )}
      </p>
      <Notice tone="warning">
        {t(
          'Where an index was lost, marks such as read and answered are lost with it, messages that were deleted lately come back, and mail programs fetch the folder anew.',
        )}
      </Notice>
      {hasChildren ? <Checkbox {...form.flag('below')}>{t('With all folders below it')}</Checkbox> : null}
      <FormActions form={form} label={t('Start the repair')} onCancel={onClose} />
    </Form>
  )
}
