'use client'

import { AccountsIcon, GroupIcon, PersonIcon, WarningIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { AclRow } from '@/lib/folders'
import { useT } from '@/lib/locales/client'
import { accountsAt, userPage } from '../../places'

const icons = { user: PersonIcon, group: GroupIcon, anyone: AccountsIcon, nobody: WarningIcon }

/** Who an entry of an access list is about; one that matches nobody is marked. */
export function EntryName({ row }: { row: AclRow }) {
  const t = useT()
  const Icon = icons[row.kind]
  const label = row.kind === 'anyone' ? (row.id === 'anyone' ? t('Anyone') : row.id) : row.name || row.id
  const href = row.dn === null ? null : row.kind === 'user' ? userPage(row.id) : accountsAt(row.dn)
  return (
    <span className="flex min-w-44 flex-wrap items-center gap-x-1.5">
      <Icon className={row.kind === 'nobody' ? 'text-warning' : 'text-muted'} />
      {href ? (
        <Link href={href} className="rounded-sm hover:text-accent hover:underline">
          <bdi>{label}</bdi>
        </Link>
      ) : (
        <bdi>{label}</bdi>
      )}
      {row.name && row.kind !== 'anyone' ? (
        <bdi className="font-normal text-muted text-xs">{row.id}</bdi>
      ) : null}
      {row.isOwner ? <Tag tone="accent">{t('Owner')}</Tag> : null}
      {row.negative ? <Tag tone="danger">{t('Taken away')}</Tag> : null}
      {row.kind === 'nobody' ? <Tag tone="warning">{t('Nobody is called so')}</Tag> : null}
    </span>
  )
}
