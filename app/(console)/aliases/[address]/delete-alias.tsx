'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import { useT } from '@/lib/locales/client'
import { deleteAliasAction } from '../actions'

export function DeleteAlias({
  alias: { address, id },
  members,
}: {
  alias: { address: string; id: string }
  members: number
}) {
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
        title={t('Delete the alias {address}?', { address })}
        confirm={t('Delete the alias')}
        action={deleteAliasAction}
        input={{ address, id }}
        onDone={() => {
          say(t('The alias {address} was deleted.', { address }))
          router.replace('/aliases')
        }}
      >
        <p>
          {t.plural(
            'Mail to it is refused from then on. It has {n} member, which stays.',
            'Mail to it is refused from then on. It has {n} members, which stay.',
            members,
          )}
        </p>
      </ConfirmDialog>
    </>
  )
}
