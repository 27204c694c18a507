import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { listDomains } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { chosenDomain } from '../../../domain'
import { viewerFor } from '../../../viewer'
import { NewAliasForm } from './new-alias-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New alias') }
}

export default async function NewAliasPage() {
  const t = await translator()
  const [look, person] = await Promise.all([read(listDomains), viewerFor('alias.create')])
  if (!look.ok || !person.ok) {
    const problem = person.ok ? (look.ok ? null : look.problem) : person.problem
    return (
      <ClientMessages for="app/(console)/aliases/new/page.tsx">
        {problem ? <ProblemPage problem={problem} /> : null}
      </ClientMessages>
    )
  }
  const domains = look.value.map(({ name, unicode }) => ({ value: name, label: unicode ?? name }))
  const chosen = await chosenDomain()
  return (
    <ClientMessages for="app/(console)/aliases/new/page.tsx">
      <PageHeader title={t('New alias')} path={[{ label: t('Aliases'), href: '/aliases' }]} />
      <Card className="max-w-xl">
        <NewAliasForm
          domains={domains}
          domain={(domains.find(({ value }) => value === chosen) ?? domains[0])?.value ?? ''}
        />
      </Card>
    </ClientMessages>
  )
}
