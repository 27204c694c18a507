import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Link, textLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import type { ServiceName } from '@/lib/configuration'
import { listConfiguration, listConfigurationHistory } from '@/lib/configuration/operations'
import type { Field, Revision } from '@/lib/configuration/views'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { listServices } from '@/lib/services'
import { configurationHistoryPage, configurationPage, configurationRevisionPage } from '../places'
import { serviceWords } from '../system/services/words'
import { originWords, serviceNames, services } from './words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Configuration') }
}

/** The five servers: whether they run, how much of their settings is not as delivered, and what changed last. */
export default async function ConfigurationPage() {
  const t = await translator()
  const [states, look, history] = await Promise.all([
    read(listServices),
    read(listConfiguration),
    read(listConfigurationHistory, { offset: 0, count: 100 }),
  ])
  for (const part of [states, look, history])
    if (!part.ok) return page(<ProblemPage problem={part.problem} />)
  if (!states.ok || !look.ok || !history.ok) return null
  const columns = [
    { label: t('Server') },
    { label: t('State') },
    { label: t('Parameters') },
    { label: t('Last change'), wide: true },
  ]
  return page(
    <>
      <PageHeader
        title={t('Configuration')}
        description={t(
          'The settings of the five servers as their own files have them. Nothing is changed before you have seen what it does.',
        )}
      />
      <Card flush>
        <Table label={t('Configuration')} columns={columns}>
          {services.map((service) => {
            const isUp = states.value.some((one) => one.service === service && one.state === 'up')
            const own = look.value.fields.filter((field) => field.service === service)
            return (
              <Row key={service}>
                <Cell heading>
                  <Link href={configurationPage(service)} className={textLink}>
                    {serviceNames[service]}
                  </Link>
                  <span className="block font-normal text-muted">
                    {t.message(serviceWords[service].task)}
                  </span>
                </Cell>
                <Cell>
                  <Tag tone={isUp ? 'success' : 'danger'}>{isUp ? t('Up') : t('Down')}</Tag>
                </Cell>
                <Cell>{differing(t, own)}</Cell>
                <Cell wide>
                  <LastChange t={t} history={history.value} service={service} />
                </Cell>
              </Row>
            )
          })}
        </Table>
      </Card>
      <p className="mt-3 text-end">
        <Link href={configurationHistoryPage()} className={textLink}>
          {t('History of all changes')}
        </Link>
      </p>
    </>,
  )
}

function differing(t: T, fields: readonly Field[]): string {
  const count = fields.filter(({ values, default: usual }) =>
    values.some(({ isOn, typed }) => isOn && typed !== usual),
  ).length
  return t.plural(
    '{n} of {total} differs from its default',
    '{n} of {total} differ from their default',
    count,
    { total: fields.length },
  )
}

function LastChange({
  t,
  history: { revisions, total },
  service,
}: {
  t: T
  history: { revisions: readonly Revision[]; total: number }
  service: ServiceName
}) {
  const last = revisions.find(({ files }) => files.some((file) => serviceOf(file) === service))
  if (!last)
    return (
      <span className="text-muted">
        {total > revisions.length ? t('None in the last 100') : t('None yet')}
      </span>
    )
  return (
    <>
      <Link href={configurationRevisionPage(last.number)} className={textLink}>
        {formatDate(t.locale, new Date(last.at))}
      </Link>
      <span className="block text-muted">{t.message(originWords[last.origin])}</span>
    </>
  )
}

/** Which server a file belongs to, by its place. */
function serviceOf(file: string): string {
  return file.split(/[/.]/)[0] ?? ''
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/page.tsx">{content}</ClientMessages>
}
