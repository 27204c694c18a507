'use client'

import { useT } from '@/lib/locales/client'
import { DeleteButton } from '../../delete-button'
import { deleteAliasAction } from '../actions'

export function DeleteAlias({
  alias: { address, id },
  members,
}: {
  alias: { address: string; id: string }
  members: number
}) {
  const t = useT()
  return (
    <DeleteButton
      question={t('Delete the alias {address}?', { address })}
      confirm={t('Delete the alias')}
      done={t('The alias {address} was deleted.', { address })}
      action={deleteAliasAction}
      input={{ address, id }}
      after="/aliases"
    >
      <p>
        {t.plural(
          'Mail to it is refused from then on. It has {n} member, which stays.',
          'Mail to it is refused from then on. It has {n} members, which stay.',
          members,
        )}
      </p>
    </DeleteButton>
  )
}
