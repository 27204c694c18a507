'use client'

import { FolderIcon, MailboxIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { FolderRow } from '@/lib/folders'
import { typeWords } from '@/lib/folders/types'
import { useT } from '@/lib/locales/client'
import { formatBytes, formatNumber } from '@/lib/locales/format'
import { folderPage } from '../places'
import { specialUseText } from './special-use'

/** A folder's name as a link to its page, with what sets it apart. */
export function FolderName({ row }: { row: FolderRow }) {
  const t = useT()
  const isInbox = /^user\/[^/]+$/.test(row.name)
  const Icon = isInbox ? MailboxIcon : FolderIcon
  const label = isInbox ? t('Inbox') : row.label
  const use = specialUseText(t, row)
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon className="shrink-0 text-muted" />
      {row.exists ? (
        <Link href={folderPage(row.name)} className="min-w-0 rounded-sm hover:text-accent hover:underline">
          <bdi className="break-all">{label}</bdi>
        </Link>
      ) : (
        <bdi className="min-w-0 break-all text-muted">{label}</bdi>
      )}
      {row.type === 'mail' ? null : <Tag tone="accent">{t.message(typeWords[row.type].name)}</Tag>}
      {row.collection && row.type === 'mail' ? (
        <Tag tone="accent">{t.message(typeWords[row.collection].name)}</Tag>
      ) : null}
      {use ? <Tag>{use}</Tag> : null}
      {row.isDamaged ? <Tag tone="danger">{t('Damaged')}</Tag> : null}
      {row.isInternal ? <Tag>{t('Internal')}</Tag> : null}
    </span>
  )
}

/** How much is in a folder. */
export function FolderFacts({ row }: { row: FolderRow }) {
  const t = useT()
  if (!row.exists || row.isDamaged || row.messages === null) return null
  return (
    <span className="flex flex-wrap gap-x-3 text-muted tabular-nums">
      <span>{t.plural('{n} message', '{n} messages', row.messages)}</span>
      {row.unseen ? (
        <span className="font-medium text-text">
          {t('{n} unseen', { n: formatNumber(t.locale, row.unseen) })}
        </span>
      ) : null}
      <span className="min-w-16 text-end">{formatBytes(t.locale, row.bytes)}</span>
    </span>
  )
}
