'use client'

import { deletedWords } from '@/lib/folders/words'
import { useT } from '@/lib/locales/client'
import { formatBytes } from '@/lib/locales/format'
import { DeleteButton } from '../../delete-button'
import { folderPage, foldersOf } from '../../places'
import { deleteFolderAction } from '../actions'
import { BelowLoss } from './below-loss'

/** Asks, naming what goes with the folder. */
export function DeleteFolder({
  name,
  messages,
  bytes,
  hasChildren,
}: {
  name: string
  messages: number
  bytes: number
  hasChildren: boolean
}) {
  const t = useT()
  return (
    <DeleteButton
      question={t('Delete the folder {name}?', { name })}
      confirm={t('Delete the folder')}
      done={(deleted) => deletedWords(name, deleted, t)}
      action={deleteFolderAction}
      input={{ folder: name }}
      after={above(name)}
    >
      <p>{t('With the folder go:')}</p>
      <ul className="list-disc ps-5">
        <li>
          {t.plural('{n} message ({size})', '{n} messages ({size})', messages, {
            size: formatBytes(t.locale, bytes),
          })}
        </li>
        {hasChildren ? <BelowLoss folder={name} /> : null}
        <li>{t('the rights that were given to it')}</li>
      </ul>
      <p>{t('It can be brought back from the deleted folders for 30 days.')}</p>
    </DeleteButton>
  )
}

/** Where one looks when the folder is gone. */
function above(name: string): string {
  const levels = name.split('/').slice(0, -1)
  if (levels.length === 0) return '/folders'
  return levels[0] === 'user' && levels.length === 2
    ? foldersOf(levels[1] ?? '')
    : folderPage(levels.join('/'))
}
