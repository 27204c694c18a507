import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewerFor } from '../../../../viewer'
import { NewDomainForm } from './new-domain-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New domain') }
}

export default async function NewDomainPage() {
  const t = await translator()
  const look = await viewerFor('domain.create')
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/accounts/domains/new/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  return (
    <ClientMessages for="app/(console)/accounts/domains/new/page.tsx">
      <PageHeader title={t('New domain')} path={[{ label: t('Accounts'), href: '/accounts' }]} />
      <Card className="max-w-xl">
        <NewDomainForm />
      </Card>
    </ClientMessages>
  )
}
