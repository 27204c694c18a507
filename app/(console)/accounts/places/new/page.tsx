import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { problemOf } from '@/lib/access/outcome'
import { read } from '@/lib/access/web'
import { placeDetails, showContainer } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { crumbs } from '../../crumbs'
import { detailFields } from '../../detail-labels'
import { NewPlaceForm } from './new-place-form'

type Props = { searchParams: Promise<{ kind?: string; at?: string }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await translator()
  return { title: isOrganization((await searchParams).kind) ? t('New organization') : t('New group') }
}

export default async function NewPlacePage({ searchParams }: Props) {
  const t = await translator()
  const { kind, at } = await searchParams
  const look = await read(showContainer, { dn: at ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { dn, path } = look.value
  if (isOrganization(kind) && look.value.kind === 'group') {
    const refusal = new ConsoleError('invalid', 'container.kind')
    return page(<ProblemPage problem={problemOf(refusal, t)} />)
  }
  return page(
    <>
      <PageHeader
        title={isOrganization(kind) ? t('New organization') : t('New group')}
        path={crumbs(t, [...path, look.value])}
      />
      <Card className="max-w-2xl">
        <NewPlaceForm
          kind={isOrganization(kind) ? 'organization' : 'group'}
          parent={dn}
          fields={detailFields(t, placeDetails)}
        />
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/places/new/page.tsx">{content}</ClientMessages>
}

function isOrganization(kind: string | undefined): boolean {
  return kind === 'organization'
}
