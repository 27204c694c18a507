'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { useT } from '@/lib/locales/client'
import { DeleteButton } from '../../../delete-button'
import { removePostingAction } from '../actions'

/** Asks whether the right goes with the rule that gave it. */
export function DeletePosting({ id, folder, place }: { id: string; folder: string; place: string }) {
  const t = useT()
  const [takes, take] = useState(true)
  return (
    <DeleteButton
      question={t('Delete this rule?')}
      confirm={t('Delete the rule')}
      done={
        takes
          ? t('The rule was deleted. A job takes the right from the folders.')
          : t('The rule was deleted.')
      }
      action={removePostingAction}
      input={{ id, takes }}
      after="/folders/rules"
    >
      <p>
        {t('New mailboxes do not get the right any more. For: {place}. Folder: {folder}.', { place, folder })}
      </p>
      <Checkbox
        isSelected={takes}
        onChange={take}
        description={t(
          'By a job, whoever gave it there, but not where another rule gives it. Mail to such a folder then comes into the inbox.',
        )}
      >
        {t('Also take the right from the folders that have it now')}
      </Checkbox>
    </DeleteButton>
  )
}
