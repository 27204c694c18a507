'use client'

import { FolderIcon, MailboxIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { TreeCells } from '@/components/ui/virtual-tree'
import type { FolderRow } from '@/lib/folders'
import { typeWords } from '@/lib/folders/types'
import { useT } from '@/lib/locales/client'
import { formatBytes, formatNumber } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { folderPage } from '../places'
import { specialUseText } from './special-use'

/** A folder in a tree. */
export function folderCells(t: T, row: FolderRow): TreeCells {
  return {
    opens: row.hasChildren ? t('Folders in {name}', { name: row.label }) : null,
    name: <FolderName row={row} />,
    facts: <FolderFacts row={row} />,
  }
}

/** A folder's name as a link to its page, with what sets it apart. */
export function FolderName({ row }: { row: FolderRow }) {
  const t = useT()
  const isInbox = /^user\/[^/]+$/.test(row.name)
  const Icon = isInbox ? MailboxIcon : FolderIcon
  const label = isInbox ? t('Inbox') : row.label
  const use = specialUseText(t, row)
  return (
    <span className="flex min-w-0 max-w-full items-center gap-1.5">
      <Icon className="shrink-0 text-muted" />
      {row.exists ? (
        <Link
          href={folderPage(row.name)}
          dir="auto"
          className="min-w-0 truncate rounded-sm hover:text-accent hover:underline"
        >
          {label}
        </Link>
      ) : (
        <bdi className="min-w-0 truncate text-muted">{label}</bdi>
      )}
      {row.type === 'mail' ? null : <Tag tone="accent">{t.message(typeWords[row.type].name)}</Tag>}
      {use ? <Tag>{use}</Tag> : null}
      {row.isDamaged ? <Tag tone="danger">{t('Damaged')}</Tag> : null}
      {row.isBusy ? <Tag tone="warning">{t('Busy')}</Tag> : null}
      {row.isInternal ? <Tag>{t('Internal')}</Tag> : null}
    </span>
  )
}

/** How much is in a folder. */
export function FolderFacts({ row }: { row: FolderRow }) {
  const t = useT()
  if (!row.exists || row.isDamaged || row.messages === null) return null
  return (
    <span className="flex shrink-0 gap-x-3 text-muted tabular-nums">
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
