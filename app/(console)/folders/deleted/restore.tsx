'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { folderPage } from '../../places'
import { restoreFolderAction } from '../actions'

/** Brings a deleted folder back, where it was or under another name. */
export function Restore({ kept, name, isTaken }: { kept: string; name: string; isTaken: boolean }) {
  const t = useT()
  const router = useRouter()
  const [isOpen, open] = useState(false)
  const form = useForm({ to: name }, restoreFolderAction, {
    input: ({ to }) => ({ kept, to: to.trim() }),
    onDone(restored) {
      say(t('The folder {name} is back.', { name: restored.name }))
      router.push(folderPage(restored.name))
    },
  })
  return (
    <>
      <Button
        size="small"
        aria-label={t('Bring back: {name}', { name })}
        onPress={() => open(true)}
        onHoverStart={preloadDialog}
        onFocus={preloadDialog}
      >
        {t('Bring back')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => open(false)} title={t('Bring {name} back', { name })}>
        <Form form={form}>
          <TextField
            {...form.field('to')}
            label={t('As')}
            description={
              isTaken
                ? t('There is a folder of this name again: please give another one.')
                : t('With everything below it that was deleted with it.')
            }
            dir="auto"
            autoComplete="off"
          />
          <FormActions form={form} label={t('Bring back')} onCancel={() => open(false)} />
        </Form>
      </Dialog>
    </>
  )
}
