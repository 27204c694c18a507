'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { RefreshIcon } from '@/components/ui/icons'
import { JumpBox } from '@/components/ui/jump-box'
import { Link, textLink } from '@/components/ui/link'
import { SelectBox } from '@/components/ui/select'
import { useT } from '@/lib/locales/client'
import { type ListQuery, listAddress } from './list-query'

/** Above a list: how long it is, the way to a name, its order, and its export. */
export function ListBar({
  path,
  query,
  depth,
  total,
  onJump,
  refreshing,
  onRefresh,
}: {
  path: string
  query: ListQuery
  depth: 'one' | 'sub'
  total: number
  onJump: (text: string) => void
  refreshing: boolean
  onRefresh: () => void
}) {
  const t = useT()
  const router = useRouter()
  const go = (changes: ListQuery) => router.push(listAddress(path, { ...query, ...changes }))
  const exported = (format: string) => listAddress('/api/accounts/export', { ...query, depth, format })
  const kinds = [
    { value: '', label: t('Accounts, contacts, resources') },
    { value: 'user', label: t('Accounts') },
    { value: 'contact', label: t('Contacts') },
    { value: 'resource', label: t('Resources') },
    { value: 'alias', label: t('Aliases') },
  ]
  const orders = [
    { value: '', label: t('By name') },
    { value: 'surname', label: t('By last name') },
    { value: 'login', label: t('By login') },
    { value: 'address', label: t('By address') },
  ]
  return (
    <div className="flex flex-col gap-2 px-3 py-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          <span role="status" className="me-2 font-medium tabular-nums">
            {t.plural('{n} entry', '{n} entries', total)}
          </span>
          {depth === 'one' ? (
            <Link href={listAddress('/accounts/find', { at: query.at })} className={textLink}>
              {t('With all that is further below')}
            </Link>
          ) : null}
        </p>
        <JumpBox onJump={onJump} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {depth === 'one' ? (
          <SelectBox
            aria-label={t('Kind')}
            className="max-md:grow max-md:basis-32"
            value={query.kind ?? ''}
            options={kinds}
            onChange={(kind) => go({ kind })}
          />
        ) : null}
        <SelectBox
          aria-label={t('Order')}
          className="max-md:grow max-md:basis-32"
          value={query.sort ?? ''}
          options={orders}
          onChange={(sort) => go({ sort, reverse: '' })}
        />
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('The other way round')}
          aria-pressed={query.reverse === 'yes'}
          onPress={() => go({ reverse: query.reverse ? '' : 'yes' })}
        >
          <span aria-hidden="true">{query.reverse ? '↓' : '↑'}</span>
        </Button>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('Look again')}
          isPending={refreshing}
          onPress={onRefresh}
        >
          {refreshing ? null : <RefreshIcon />}
        </Button>
        <span className="ms-auto flex">
          <a href={exported('csv')} download aria-label={t('Export as CSV')} className={buttonStyle('quiet')}>
            {t('CSV')}
          </a>
          <a
            href={exported('ldif')}
            download
            aria-label={t('Export as LDIF')}
            className={buttonStyle('quiet')}
          >
            {t('LDIF')}
          </a>
        </span>
      </div>
    </div>
  )
}
