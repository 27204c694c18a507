import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { showConfigurationFile } from '@/lib/configuration/operations'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { configurationHistoryPage, configurationPage, named } from '../../../places'
import { serviceNames } from '../../words'
import { RawEditor } from './raw-editor'

type Props = { params: Promise<{ file: string[] }>; searchParams: Promise<{ line?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: fileOf(await params) }
}

/** A configuration file as it is, to be changed as a text. */
export default async function FilePage({ params, searchParams }: Props) {
  const t = await translator()
  const file = fileOf(await params)
  const line = Number((await searchParams).line)
  const look = await read(showConfigurationFile, { file })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { service, format, text } = look.value
  return page(
    <>
      <PageHeader
        title={<bdi dir="ltr">{file}</bdi>}
        path={[
          { label: t('Configuration'), href: '/configuration' },
          { label: t('Files'), href: '/configuration/files' },
        ]}
        actions={
          <>
            <LinkButton href={configurationPage(service)}>{serviceNames[service]}</LinkButton>
            <LinkButton href={configurationHistoryPage(file)}>{t('History')}</LinkButton>
          </>
        }
      />
      <RawEditor
        {...{ file, service, format, text }}
        line={Number.isInteger(line) && line > 0 ? line : undefined}
      />
    </>,
  )
}

function fileOf({ file }: { file: string[] }): string {
  return file.map(named).join('/')
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/files/[...file]/page.tsx">{content}</ClientMessages>
}
