import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AliasIcon, PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { lookAtAliases } from '@/lib/aliases'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { chosenPlace } from '../accounts/chosen-place'
import { AliasList } from './alias-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Aliases') }
}

export default async function AliasesPage() {
  const t = await translator()
  const container = await chosenPlace()
  const look = await read(lookAtAliases, { ...(container !== undefined && { container }) })
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/aliases/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const create = (
    <LinkButton variant="primary" href="/aliases/new">
      <PlusIcon />
      {t('New alias')}
    </LinkButton>
  )
  return (
    <ClientMessages for="app/(console)/aliases/page.tsx">
      <PageHeader
        title={t('Aliases')}
        description={t(
          'Addresses that pass mail on to accounts, to other aliases and to addresses elsewhere.',
        )}
        actions={create}
      />
      <Card flush>
        {look.value.total === 0 ? (
          <EmptyState icon={<AliasIcon />} title={t('There is no alias yet')} action={create} />
        ) : (
          <AliasList
            key={container ?? ''}
            {...(container !== undefined && { container })}
            initial={look.value}
          />
        )}
      </Card>
    </ClientMessages>
  )
}
