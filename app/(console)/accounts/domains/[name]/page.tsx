import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { DomainName } from '@/components/ui/domain-name'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { showDomain } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../../viewer'
import { HistoryLink } from '../../../history-link'
import { accountsAt, named } from '../../../places'
import { contentsText } from '../../contents'
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
  const { contents, former } = domain
  const isReadOnly = !grantOf(person.value.role, 'domain.update')
  // The postmaster alias goes with its domain.
  const others = { ...contents, alias: contents.alias - (domain.hasPostmaster ? 1 : 0) }
  // What the account browser does not show is named.
  const isBrowsed = contentsText(t, { ...contents, alias: 0 }) !== ''
  return (
    <ClientMessages for="app/(console)/accounts/domains/[name]/page.tsx">
      <PageHeader
        title={<DomainName name={domain.name} unicode={domain.unicode} />}
        description={
          <span className="flex flex-wrap items-center gap-1.5">
            {domain.primary ? <Tag tone="accent">{t('Primary domain')}</Tag> : null}
            {domain.private ? <Tag tone="warning">{t('Private')}</Tag> : null}
            <span>{contentsText(t, contents, former)}</span>
          </span>
        }
        path={[
          { label: t('Accounts'), href: '/accounts?at=' },
          { label: domain.name, href: accountsAt(domain.dn) },
        ]}
        actions={
          <>
            {grantOf(person.value.role, 'audit.history') ? <HistoryLink dn={domain.dn} /> : null}
            {grantOf(person.value.role, 'domain.delete') && !domain.primary ? (
              <DeleteDomain
                name={domain.name}
                dn={domain.dn}
                contents={contentsText(t, others, former)}
                addresses={isBrowsed ? [] : domain.addresses}
              />
            ) : null}
          </>
        }
      />
      <Card className="max-w-2xl">
        {domain.primary ? (
          <p className="mb-4 text-muted">{t('The first domain of this server, where the manager lives.')}</p>
        ) : null}
        {isReadOnly ? (
          <div className="mb-4">
            <Notice>
              {t('You administer what is in here. The place itself is changed by those above you.')}
            </Notice>
          </div>
        ) : null}
        <DomainForm domain={domain} isReadOnly={isReadOnly} />
      </Card>
    </ClientMessages>
  )
}
