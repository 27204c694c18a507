'use client'

import { DomainName } from '@/components/ui/domain-name'
import { Link, textLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { useFirstRows } from '@/components/ui/use-first-rows'
import type { Node } from '@/lib/directory'
import { useT } from '@/lib/locales/client'
import { accountsAt } from '../places'
import { kindIcons, kindNames } from '../words'
import { listAddress } from './list-query'

export type LevelRow = Pick<Node, 'dn' | 'name' | 'unicode' | 'kind' | 'description' | 'isPrivate'>

/** The domains, organizations and groups directly in a container; `more` when they are not all of them. */
export function LevelTable({
  at,
  rows,
  more,
  primaryDomain,
}: {
  at: string | undefined
  rows: LevelRow[]
  more: boolean
  primaryDomain: string
}) {
  const t = useT()
  const shown = useFirstRows(rows)
  const columns = [
    { label: t('Name') },
    { label: t('Kind'), wide: true, className: 'w-48' },
    { label: t('Description'), wide: true },
  ]
  return (
    <>
      {more ? (
        <div className="p-3 pb-0">
          <Notice>
            {t('There is more here than can be shown: these are the first {n}.', { n: rows.length })}{' '}
            <Link
              href={listAddress('/accounts/find', { at, kind: at ? 'group' : 'domain' })}
              className={textLink}
            >
              {t('Find')}
            </Link>
          </Notice>
        </div>
      ) : null}
      <Table label={at ? t('Organizations and groups') : t('Domains')} columns={columns}>
        {shown.map((node) => {
          const Icon = kindIcons[node.kind]
          return (
            <Row key={node.dn}>
              <Cell heading>
                <span className="flex flex-wrap items-center gap-1.5">
                  <Link
                    href={accountsAt(node.dn)}
                    className="flex min-w-0 items-center gap-2 rounded-sm hover:text-accent hover:underline"
                  >
                    <Icon className="text-muted" />
                    <span className="min-w-0 break-words">
                      <DomainName name={node.name} unicode={node.unicode} />
                    </span>
                  </Link>
                  {node.kind === 'domain' && node.name === primaryDomain ? (
                    <Tag tone="accent">{t('Primary domain')}</Tag>
                  ) : null}
                  {node.isPrivate ? <Tag>{t('Private')}</Tag> : null}
                </span>
              </Cell>
              <Cell wide className="text-muted">
                {t.message(kindNames[node.kind])}
              </Cell>
              <Cell wide className="text-muted">
                <span dir="auto" className="aligned line-clamp-1 break-all">
                  {node.description}
                </span>
              </Cell>
            </Row>
          )
        })}
      </Table>
    </>
  )
}
