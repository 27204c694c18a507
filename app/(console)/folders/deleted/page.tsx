import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TrashIcon } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import { listDeletedFolders } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatBytes, formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { crumbs } from '../crumbs'
import { Restore } from './restore'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Deleted folders') }
}

/** What was deleted below a place and can still be brought back. */
export default async function DeletedFoldersPage({ searchParams }: Props) {
  const t = await translator()
  const { in: given } = await searchParams
  const place = typeof given === 'string' ? given : ''
  const look = await read(listDeletedFolders, { place })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { rows, total } = look.value
  const columns = [
    { label: t('Folder') },
    { label: t('Deleted'), wide: true },
    { label: t('Size'), wide: true, align: 'end' as const },
    { label: t('Bring back'), hideLabel: true },
  ]
  return page(
    <>
      <PageHeader
        title={t('Deleted folders')}
        description={t('Folders are kept for 30 days after they were deleted, with messages and rights.')}
        path={crumbs(t, place === '' ? '' : `${place}/.`)}
      />
      <Card flush>
        {rows.length === 0 ? (
          <EmptyState icon={<TrashIcon />} title={t('No deleted folder is kept here')} />
        ) : (
          <Table label={t('Deleted folders')} columns={columns}>
            {rows.map((row) => {
              const when = formatDate(t.locale, new Date(row.at), { dateStyle: 'short', timeStyle: 'short' })
              return (
                <Row key={row.kept}>
                  <Cell heading>
                    <span className="flex flex-wrap items-center gap-1.5">
                      <bdi className="break-all">{row.name}</bdi>
                      {row.below > 0 ? (
                        <Tag>{t.plural('with {n} below', 'with {n} below', row.below)}</Tag>
                      ) : null}
                      {row.isFormer ? <Tag>{t('of an earlier account')}</Tag> : null}
                    </span>
                    <span className="block font-normal text-muted md:hidden">{when}</span>
                  </Cell>
                  <Cell wide className="text-muted tabular-nums">
                    <time dateTime={row.at}>{when}</time>
                  </Cell>
                  <Cell wide align="end" className="tabular-nums">
                    {formatBytes(t.locale, row.bytes)}
                  </Cell>
                  <Cell align="end">
                    <Restore kept={row.kept} name={row.name} isTaken={row.isTaken} isFormer={row.isFormer} />
                  </Cell>
                </Row>
              )
            })}
          </Table>
        )}
      </Card>
      {total > rows.length ? (
        <p className="mt-2 text-muted">
          {t('There is more here than can be shown: these are the first {n}.', { n: rows.length })}
        </p>
      ) : null}
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/deleted/page.tsx">{content}</ClientMessages>
}
