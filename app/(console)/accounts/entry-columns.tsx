import { ShortDomainName } from '@/components/ui/domain-name'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { VirtualColumn } from '@/components/ui/virtual-table'
import type { ListRow } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import { accountsAt, aliasPage, contactPage, resourcePage, userPage } from '../places'
import { kindIcons, kindNames, roleNames } from '../words'
import type { Selection } from './bulk/selection'
import { type ListQuery, listAddress } from './list-query'

type Where = { path: string; query: ListQuery; depth: 'one' | 'sub' }

/** What a list shows of each entry; those from several places say where. */
export function entryColumns(
  t: T,
  { path, query, depth }: Where,
  selection: Selection | null,
): VirtualColumn<ListRow>[] {
  const { sort = 'name', reverse } = query
  const sortable = (label: string, by: string) => {
    const turned = sort === by && !reverse ? 'yes' : ''
    return {
      label: (
        <Link
          href={listAddress(path, { ...query, sort: by === 'name' ? '' : by, reverse: turned })}
          className="rounded-sm hover:text-text hover:underline"
        >
          {label}
          {sort === by ? <span aria-hidden="true"> {reverse ? '↓' : '↑'}</span> : null}
        </Link>
      ),
      ...(sort === by && { sorted: reverse ? ('descending' as const) : ('ascending' as const) }),
    }
  }
  const columns: VirtualColumn<ListRow>[] = [
    {
      ...sortable(t('Name'), 'name'),
      className: 'md:w-[28%]',
      cell: (row) => <Name row={row} selection={selection} t={t} />,
    },
    {
      ...sortable(t('Login'), 'login'),
      wide: true,
      className: 'w-32',
      cell: ({ login }) => <Cut>{login}</Cut>,
    },
    { ...sortable(t('Address'), 'address'), wide: true, cell: ({ mail }) => <Cut>{mail}</Cut> },
    { label: t('Kind'), wide: true, className: 'w-44', cell: (row) => <Marks t={t} row={row} /> },
  ]
  if (depth === 'one') {
    columns.push({
      label: t('Description'),
      wide: true,
      className: 'max-[90rem]:hidden',
      cell: ({ description }) => <Cut muted>{description}</Cut>,
    })
  } else {
    columns.push({
      label: t('Where'),
      wide: true,
      cell: ({ place }) => (
        <Link
          href={accountsAt(place.dn)}
          dir="auto"
          className="aligned block truncate text-muted hover:underline"
        >
          {place.path.join(' / ')}
        </Link>
      ),
    })
  }
  return columns
}

function Name({ row, selection, t }: { row: ListRow; selection: Selection | null; t: T }) {
  const Icon = kindIcons[row.kind]
  const { id, login, name, sortName, unicode } = row
  return (
    <span className="flex min-w-0 items-center gap-2">
      {selection && login !== null ? (
        <input
          type="checkbox"
          aria-label={t('Mark {name}', { name: sortName })}
          checked={selection.isMarked({ id, login })}
          onChange={({ target }) => selection.mark({ id, login }, target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
      ) : (
        <span className="w-4 shrink-0" />
      )}
      <span className="min-w-0">
        <span className="flex min-w-0 items-baseline gap-2">
          <Link
            href={pageOf(row)}
            className="flex min-w-0 items-center gap-2 rounded-sm hover:text-accent hover:underline"
          >
            <Icon className="shrink-0 text-muted" />
            <ShortDomainName name={sortName} unicode={unicode} className="truncate" />
          </Link>
          {name === (unicode ?? sortName) ? null : (
            <bdi className="truncate font-normal text-muted">{name}</bdi>
          )}
        </span>
        <span className="flex items-center gap-1.5 ps-6 font-normal text-muted md:hidden">
          <bdi className="truncate">{row.mail ?? row.place.path.at(-1)}</bdi>
          {row.suspended ? <Tag tone="warning">{t('Suspended')}</Tag> : null}
        </span>
      </span>
    </span>
  )
}

function Marks({ t, row }: { t: T; row: ListRow }) {
  const [, role] = Object.entries(roleNames).find(([known]) => known === row.role) ?? []
  return (
    <span className="flex items-center gap-1.5 overflow-hidden text-muted">
      {role ? <Tag tone="accent">{t.message(role)}</Tag> : t.message(kindNames[row.kind])}
      {row.suspended ? <Tag tone="warning">{t('Suspended')}</Tag> : null}
    </span>
  )
}

function Cut({ muted = false, children }: { muted?: boolean; children: string | null }) {
  return (
    <span dir="auto" className={muted ? 'aligned block truncate text-muted' : 'aligned block truncate'}>
      {children}
    </span>
  )
}

function pageOf({ kind, dn, login, mail }: ListRow): string {
  if (kind === 'user') return userPage(login ?? '')
  if (kind === 'contact') return contactPage(dn)
  if (kind === 'resource') return resourcePage(dn)
  return kind === 'alias' ? aliasPage(mail ?? '') : accountsAt(dn)
}
