'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { jobPage } from '../places'
import { recoverMailboxesAction } from './actions'

/** Whoever types the name of the server has read what comes before it. */
export function RecoveryForm({ hostname }: { hostname: string }) {
  const t = useT()
  const router = useRouter()
  const form = useForm({ confirm: '' }, recoverMailboxesAction, {
    onDone: ({ id }) => router.push(jobPage(id)),
  })
  return (
    <Form form={form}>
      <TextField
        {...form.field('confirm')}
        label={t('Name of this server')}
        description={t('Type {word} to confirm that it is meant.', { word: hostname })}
        dir="ltr"
        autoComplete="off"
      />
      <div className="flex justify-end">
        <Button type="submit" variant="danger" isPending={form.pending}>
          {t('Stop Cyrus and recover the list')}
        </Button>
      </div>
    </Form>
  )
}
