import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewerFor } from '../../../viewer'
import { PreviewView } from './preview-view'

type Props = { searchParams: Promise<Partial<Record<'restore' | 'to', string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('What would change') }
}

/** What was put together on the other pages, judged by the servers and shown file by file before it is done. */
export default async function PreviewPage({ searchParams }: Props) {
  const t = await translator()
  const { restore, to } = await searchParams
  const number = Number(restore)
  const person = await viewerFor('config.apply')
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  return page(
    <>
      <PageHeader
        title={t('What would change')}
        description={t(
          'All of it is applied together or not at all. When a server does not do its work afterwards, everything is put back by itself.',
        )}
        path={[{ label: t('Configuration'), href: '/configuration' }]}
      />
      <PreviewView
        key={`${number} ${to}`}
        restore={
          Number.isInteger(number) && number > 0 ? { number, to: to === 'before' ? to : 'after' } : null
        }
      />
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/configuration/preview/page.tsx">{content}</ClientMessages>
}
