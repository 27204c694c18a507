'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { preloadDialog } from '@/components/ui/dialog'
import { TrashIcon } from '@/components/ui/icons'
import { say } from '@/components/ui/toast'
import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { formatBytes } from '@/lib/locales/format'
import { accountsAt } from '../../../places'
import { deleteUserAction } from '../../actions'

/** Asks, naming everything that goes with the account. */
export function DeleteUser({ user }: { user: User }) {
  const t = useT()
  const router = useRouter()
  const [isAsking, ask] = useState(false)
  const { login } = user
  return (
    <>
      <Button onPress={() => ask(true)} onHoverStart={preloadDialog} onFocus={preloadDialog}>
        <TrashIcon />
        {t('Delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
        title={t('Delete the account {login}?', { login })}
        confirm={t('Delete the account')}
        action={deleteUserAction}
        input={{ login, id: user.id }}
        onDone={() => {
          say(t('The account {login} was deleted.', { login }))
          router.replace(accountsAt(user.container))
        }}
      >
        <p>{t('This cannot be undone. With the account go:')}</p>
        <ul className="list-disc ps-5">
          {user.quota === null ? null : <li>{mailboxText(user.quota)}</li>}
          {[...user.addresses, ...user.formerAddresses].map((address) => (
            <li key={address}>{t('the address {address}', { address })}</li>
          ))}
          {user.aliases.length > 0 ? (
            <li>{t('its place in the aliases {aliases}', { aliases: user.aliases.join(', ') })}</li>
          ) : null}
        </ul>
      </ConfirmDialog>
    </>
  )

  function mailboxText(quota: NonNullable<User['quota']>) {
    if (quota === 'unavailable') return t('the mailbox with all mail in it')
    return t('the mailbox with all mail in it: {size}', { size: formatBytes(t.locale, quota.usedBytes) })
  }
}
