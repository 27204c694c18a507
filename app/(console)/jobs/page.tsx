import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AuditIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import { listJobs } from '@/lib/jobs'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { jobPage } from '../places'
import { actionWords, jobWord } from './words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Jobs') }
}

export default async function JobsPage() {
  const t = await translator()
  const look = await read(listJobs)
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const columns = [
    { label: t('What') },
    { label: t('Who'), wide: true },
    { label: t('When'), wide: true },
    { label: t('Items'), align: 'end' as const },
    { label: t('State') },
  ]
  const words: Partial<Record<string, (typeof actionWords)['suspend']>> = actionWords
  return page(
    <>
      <PageHeader
        title={t('Jobs')}
        description={t('Changes of many accounts or folders, and repairs. They go on while nobody looks.')}
      />
      <Card flush>
        {look.value.length === 0 ? (
          <EmptyState icon={<AuditIcon />} title={t('No job was started yet')}>
            {t('Mark accounts in a list to change them together, or repair a folder on its page.')}
          </EmptyState>
        ) : (
          <Table label={t('Jobs')} columns={columns}>
            {look.value.map((job) => {
              const word = words[job.action]
              const state = jobWord(job)
              const when = formatDate(t.locale, new Date(job.at), { dateStyle: 'short', timeStyle: 'short' })
              return (
                <Row key={job.id}>
                  <Cell heading>
                    <Link
                      href={jobPage(job.id)}
                      className="block w-fit rounded-sm hover:text-accent hover:underline"
                    >
                      {word ? t.message(word) : job.action}
                    </Link>
                    {typeof job.options.folder === 'string' ? (
                      <span className="block font-normal text-muted wrap-anywhere">
                        <bdi>{job.options.folder}</bdi>
                      </span>
                    ) : null}
                    <span className="block font-normal text-muted md:hidden">{when}</span>
                  </Cell>
                  <Cell wide>
                    <bdi>{job.actor}</bdi>
                  </Cell>
                  <Cell wide className="text-muted tabular-nums">
                    <time dateTime={job.at}>{when}</time>
                  </Cell>
                  <Cell align="end" className="tabular-nums">
                    {job.total}
                  </Cell>
                  <Cell>
                    <span className="flex flex-wrap gap-1">
                      <Tag tone={state.tone}>{t.message(state.text)}</Tag>
                      {job.counts.failed > 0 ? (
                        <Tag tone="danger">{t.plural('{n} failed', '{n} failed', job.counts.failed)}</Tag>
                      ) : null}
                    </span>
                  </Cell>
                </Row>
              )
            })}
          </Table>
        )}
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/jobs/page.tsx">{content}</ClientMessages>
}
