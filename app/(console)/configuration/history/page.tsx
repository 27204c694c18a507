import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { HistoryIcon } from '@/components/ui/icons'
import { Link, textLink } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import { listConfigurationHistory } from '@/lib/configuration/operations'
import type { Revision } from '@/lib/configuration/views'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { configurationRevisionPage } from '../../places'
import { originWords, outcomeWords, whoWords } from '../words'

const COUNT = 50

type Props = { searchParams: Promise<{ file?: string | string[]; offset?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('History of the configuration') }
}

/** Every state that the files were in, and who brought it about. */
export default async function ConfigurationHistoryPage({ searchParams }: Props) {
  const t = await translator()
  const asked = await searchParams
  const file = typeof asked.file === 'string' ? asked.file : undefined
  const offset = Math.max(0, Number.parseInt(String(asked.offset ?? '0'), 10) || 0)
  const look = await read(listConfigurationHistory, { offset, count: COUNT, ...(file && { file }) })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { revisions, total } = look.value
  const older = (from: number) =>
    `/configuration/history?${new URLSearchParams({ ...(file && { file }), offset: String(from) })}`
  return page(
    <>
      <PageHeader
        title={t('History of the configuration')}
        description={file ? <bdi dir="ltr">{file}</bdi> : undefined}
        path={[{ label: t('Configuration'), href: '/configuration' }]}
      />
      <Card flush>
        {revisions.length === 0 ? (
          <EmptyState icon={<HistoryIcon />} title={t('Nothing was changed yet')} />
        ) : (
          <Table
            label={t('History of the configuration')}
            columns={[
              { label: t('When') },
              { label: t('Who') },
              { label: t('Files'), wide: true },
              { label: t('Note'), wide: true },
              { label: t('Result') },
            ]}
          >
            {revisions.map((revision) => (
              <RevisionRow key={revision.number} t={t} revision={revision} />
            ))}
          </Table>
        )}
      </Card>
      <p className="mt-3 flex justify-end gap-2">
        {offset > 0 ? (
          <LinkButton href={older(Math.max(0, offset - COUNT))}>{t('Newer changes')}</LinkButton>
        ) : null}
        {offset + revisions.length < total ? (
          <LinkButton href={older(offset + COUNT)}>{t('Older changes')}</LinkButton>
        ) : null}
      </p>
    </>,
  )
}

function RevisionRow({ t, revision }: { t: T; revision: Revision }) {
  const { number, at, note, origin, outcome, files } = revision
  const { text, tone } = outcomeWords[outcome]
  return (
    <Row>
      <Cell heading>
        <Link href={configurationRevisionPage(number)} className={textLink}>
          {formatDate(t.locale, new Date(at))}
        </Link>
        <span className="block font-normal text-muted">{t.message(originWords[origin])}</span>
        <span className="block font-normal md:hidden">
          <Files t={t} files={files} />
        </span>
      </Cell>
      <Cell>
        <bdi>{whoWords(t, revision)}</bdi>
      </Cell>
      <Cell wide>
        <Files t={t} files={files} />
      </Cell>
      <Cell wide>
        <bdi className="wrap-anywhere line-clamp-2">{note}</bdi>
      </Cell>
      <Cell>
        <Tag tone={tone}>{t.message(text)}</Tag>
      </Cell>
    </Row>
  )
}

function Files({ t, files }: { t: T; files: readonly string[] }) {
  return (
    <>
      <bdi dir="ltr" className="wrap-anywhere">
        {files.slice(0, 3).join(', ')}
      </bdi>
      {files.length > 3 ? ` ${t.plural('and {n} more', 'and {n} more', files.length - 3)}` : null}
    </>
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/history/page.tsx">{content}</ClientMessages>
}
