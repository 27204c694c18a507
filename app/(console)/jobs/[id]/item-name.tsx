'use client'

import { Tag } from '@/components/ui/tag'
import type { JobItem } from '@/lib/access'
import { useT } from '@/lib/locales/client'
import { folderActions } from '../words'

/** What the items of a job are. */
export function useItemLabel(action: string): string {
  const t = useT()
  if (action === 'recoverMailboxes') return t('Server')
  return folderActions.has(action) ? t('Folder') : t('Account')
}

/** What an item of a job was about: a login, or a folder or its quota. */
export function ItemName({ item, action }: { item: JobItem; action: string }) {
  const t = useT()
  const isQuota = item.target === 'quota' && folderActions.has(action)
  if (isQuota && item.name === '') return <span>{t('All quotas')}</span>
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="wrap-anywhere">
        <bdi>{item.name}</bdi>
      </span>
      {isQuota ? <Tag>{t('Quota')}</Tag> : null}
    </span>
  )
}
