import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { resourceDetails, showContainer } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewerFor } from '../../../../viewer'
import { crumbs } from '../../crumbs'
import { detailFields } from '../../detail-labels'
import { NewResourceForm } from './new-resource-form'

type Props = { searchParams: Promise<{ at?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New resource') }
}

export default async function NewResourcePage({ searchParams }: Props) {
  const t = await translator()
  const person = await viewerFor('resource.create')
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  const look = await read(showContainer, { dn: (await searchParams).at ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { dn, path, domain } = look.value
  return page(
    <>
      <PageHeader
        title={t('New resource')}
        description={t('A room or a device that people find in the address book and ask for by mail.')}
        path={crumbs(t, [...path, look.value])}
      />
      <Card className="max-w-2xl">
        <NewResourceForm container={dn} domain={domain} fields={detailFields(t, resourceDetails)} />
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/resources/new/page.tsx">{content}</ClientMessages>
}
