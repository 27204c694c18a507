'use client'

import { useT } from '@/lib/locales/client'
import { DeleteButton } from '../../../delete-button'
import { deleteDomainAction } from '../../actions'

export function DeleteDomain({ name }: { name: string }) {
  const t = useT()
  return (
    <DeleteButton
      question={t('Delete the domain {name}?', { name })}
      confirm={t('Delete the domain')}
      done={t('The domain {name} was deleted.', { name })}
      action={deleteDomainAction}
      input={{ name }}
      after="/accounts?at="
    >
      <p>{t('Its postmaster alias goes with it, and mail to the domain is refused from then on.')}</p>
      <p>{t('A domain with anything else in it is not deleted.')}</p>
    </DeleteButton>
  )
}
