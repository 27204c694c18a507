import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { listConfiguration } from '@/lib/configuration/operations'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { absent } from '../../../viewer'
import { serviceWords } from '../../system/services/words'
import { FieldList } from '../field/field-list'
import { rowOf, wordsFor } from '../field/row'
import { serviceNames, services } from '../words'

type Props = { params: Promise<{ service: string }>; searchParams: Promise<{ find?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { service } = await params
  const known = services.find((one) => one === service)
  return { title: known ? serviceNames[known] : (await translator())('Configuration') }
}

/** Every parameter of a server. */
export default async function ServiceConfigurationPage({ params, searchParams }: Props) {
  const t = await translator()
  const [{ service }, { find }] = await Promise.all([params, searchParams])
  const known = services.find((one) => one === service)
  if (!known) return page(<ProblemPage problem={await absent()} />)
  const look = await read(listConfiguration, { service: known })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const rows = look.value.fields.map((field) => rowOf(t, field))
  return page(
    <>
      <PageHeader
        title={serviceNames[known]}
        description={t.message(serviceWords[known].task)}
        path={[{ label: t('Configuration'), href: '/configuration' }]}
        actions={
          <LinkButton href={`/configuration/files?${new URLSearchParams({ service: known })}`}>
            {t('Files')}
          </LinkButton>
        }
      />
      <FieldList rows={rows} words={wordsFor(t, rows)} initialText={typeof find === 'string' ? find : ''} />
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/[service]/page.tsx">{content}</ClientMessages>
}
