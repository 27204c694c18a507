'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import { useT } from '@/lib/locales/client'
import { deleteDomainAction } from '../../actions'

export function DeleteDomain({ name }: { name: string }) {
  const t = useT()
  const router = useRouter()
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        <TrashIcon />
        {t('Delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
        title={t('Delete the domain {name}?', { name })}
        confirm={t('Delete the domain')}
        action={deleteDomainAction}
        input={{ name }}
        onDone={() => {
          say(t('The domain {name} was deleted.', { name }))
          router.replace('/accounts?at=')
        }}
      >
        <p>{t('Its postmaster alias goes with it, and mail to the domain is refused from then on.')}</p>
        <p>{t('A domain with anything else in it is not deleted.')}</p>
      </ConfirmDialog>
    </>
  )
}
