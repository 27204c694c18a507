import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { personDetails, showContainer } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { crumbs } from '../../crumbs'
import { detailFields } from '../../detail-labels'
import { NewContactForm } from './new-contact-form'

type Props = { searchParams: Promise<{ at?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New contact') }
}

export default async function NewContactPage({ searchParams }: Props) {
  const t = await translator()
  const look = await read(showContainer, { dn: (await searchParams).at ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { dn, path } = look.value
  return page(
    <>
      <PageHeader
        title={t('New contact')}
        description={t('Somebody outside, in the address book of everybody who sees this place.')}
        path={crumbs(t, [...path, look.value])}
      />
      <Card className="max-w-2xl">
        <NewContactForm container={dn} fields={detailFields(t, personDetails)} />
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/contacts/new/page.tsx">{content}</ClientMessages>
}
