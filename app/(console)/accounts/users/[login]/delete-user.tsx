'use client'

import type { User } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { formatBytes } from '@/lib/locales/format'
import { DeleteButton } from '../../../delete-button'
import { accountsAt } from '../../../places'
import { deleteUserAction } from '../../actions'

/** Asks, naming everything that goes with the account. */
export function DeleteUser({ user }: { user: User }) {
  const t = useT()
  const { login } = user
  return (
    <DeleteButton
      question={t('Delete the account {login}?', { login })}
      confirm={t('Delete the account')}
      done={t('The account {login} was deleted.', { login })}
      action={deleteUserAction}
      input={{ login, id: user.id }}
      after={accountsAt(user.container)}
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
    </DeleteButton>
  )

  function mailboxText(quota: NonNullable<User['quota']>) {
    if (quota === 'unavailable') return t('the mailbox with all mail in it')
    return t('the mailbox with all mail in it: {size}', { size: formatBytes(t.locale, quota.usedBytes) })
  }
}
