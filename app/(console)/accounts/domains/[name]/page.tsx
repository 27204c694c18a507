import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { showDomain } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../../viewer'
import { accountsAt, named } from '../../../places'
import { DeleteDomain } from './delete-domain'
import { DomainForm } from './domain-form'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: named((await params).name) }
}

export default async function DomainPage({ params }: Props) {
  const t = await translator()
  const [look, person] = await Promise.all([read(showDomain, { name: named((await params).name) }), viewer()])
  if (!look.ok || !person.ok) {
    const problem = look.ok ? (person.ok ? null : person.problem) : look.problem
    return (
      <ClientMessages for="app/(console)/accounts/domains/[name]/page.tsx">
        {problem ? <ProblemPage problem={problem} /> : null}
      </ClientMessages>
    )
  }
  const domain = look.value
  const counts = [
    t.plural('{n} account', '{n} accounts', domain.contents.user),
    t.plural('{n} alias', '{n} aliases', domain.contents.alias),
    t.plural('{n} group', '{n} groups', domain.contents.group + domain.contents.organization),
  ]
  return (
    <ClientMessages for="app/(console)/accounts/domains/[name]/page.tsx">
      <PageHeader
        title={<bdi>{domain.name}</bdi>}
        description={counts.join(' · ')}
        path={[
          { label: t('Accounts'), href: '/accounts?at=' },
          { label: domain.name, href: accountsAt(domain.dn) },
        ]}
        actions={
          grantOf(person.value.role, 'domain.delete') && !domain.primary ? (
            <DeleteDomain name={domain.name} />
          ) : null
        }
      />
      <Card className="max-w-xl">
        <DomainForm
          name={domain.name}
          description={domain.description}
          isReadOnly={!grantOf(person.value.role, 'domain.update')}
        />
      </Card>
    </ClientMessages>
  )
}
