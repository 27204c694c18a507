'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, preloadDialog } from '@/components/ui/dialog'
import { Form, FormActions } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { handedOver } from '@/lib/folders/owners'
import { handingOver, restoredWords } from '@/lib/folders/words'
import { useT } from '@/lib/locales/client'
import { folderPage } from '../../places'
import { restoreFolderAction } from '../actions'

type Props = { kept: string; name: string; isTaken: boolean; isFormer: boolean }

/** Brings a deleted folder back, where it was or under another name. */
export function Restore({ kept, name, isTaken, isFormer }: Props) {
  const t = useT()
  const router = useRouter()
  const [isOpen, open] = useState(false)
  const form = useForm({ to: name }, restoreFolderAction, {
    input: ({ to }) => ({ kept, to: to.trim() }),
    onDone(restored) {
      const gone = [...new Set(restored.taken.map(({ id }) => id))].join(', ')
      const words = [t('The folder {name} is back.', { name: restored.name }), ...restoredWords(restored, t)]
      if (gone !== '') words.push(t('Rights of those who are gone did not come back: {gone}', { gone }))
      say(words.join(' '))
      router.push(folderPage(restored.name))
    },
  })
  const owners = handedOver(name, form.field('to').value.trim())
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
          {isFormer ? (
            <Notice tone="warning">
              {t(
                'This folder was of an account that is gone. Whoever has the place that you give will have its mail.',
              )}
            </Notice>
          ) : null}
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
          {owners ? <p role="status">{handingOver(owners, t)}</p> : null}
          <FormActions form={form} label={t('Bring back')} onCancel={() => open(false)} />
        </Form>
      </Dialog>
    </>
  )
}
