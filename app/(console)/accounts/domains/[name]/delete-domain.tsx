'use client'

import { useT } from '@/lib/locales/client'
import { DeleteButton } from '../../../delete-button'
import { accountsAt } from '../../../places'
import { deleteDomainAction } from '../../actions'

/** `contents` is what has to go first, '' when nothing has; `addresses` are its aliases where there is nothing else. */
export function DeleteDomain({
  name,
  dn,
  contents,
  addresses,
}: {
  name: string
  dn: string
  contents: string
  addresses: string[]
}) {
  const t = useT()
  return (
    <DeleteButton
      question={t('Delete the domain {name}?', { name })}
      confirm={t('Delete the domain')}
      done={t('The domain {name} was deleted.', { name })}
      action={deleteDomainAction}
      input={{ name }}
      after="/accounts?at="
      inside={contents ? { name, contents, at: accountsAt(dn), addresses } : undefined}
    >
      <p>{t('Its postmaster alias goes with it, and mail to the domain is refused from then on.')}</p>
    </DeleteButton>
  )
}
