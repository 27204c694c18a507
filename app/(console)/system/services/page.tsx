import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { listServices } from '@/lib/services'
import { Queries } from '../../../queries'
import { ServiceTable } from './service-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Mail Services') }
}

export default async function ServicesPage() {
  const t = await translator()
  const look = await read(listServices)
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/system/services/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  return (
    <ClientMessages for="app/(console)/system/services/page.tsx">
      <PageHeader
        title={t('Mail Services')}
        description={t(
          'Each server is asked something in its own protocol; what does not answer counts as down.',
        )}
      />
      <Queries>
        <ServiceTable initial={look.value} />
      </Queries>
    </ClientMessages>
  )
}
