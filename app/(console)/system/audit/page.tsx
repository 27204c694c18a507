import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AuditIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { listAudit } from '@/lib/audit'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { AuditFilter } from './audit-filter'
import { AuditTable } from './audit-table'
import { type AuditQuery, auditPage, auditQuery } from './query'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Audit Log') }
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<AuditQuery> }) {
  const t = await translator()
  const query = auditQuery(await searchParams)
  const look = await read(listAudit, query)
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/system/audit/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const { rows, next } = look.value
  const { before, ...filter } = query
  return (
    <ClientMessages for="app/(console)/system/audit/page.tsx">
      <PageHeader
        title={t('Audit Log')}
        description={t('Every change: who made it, to what, when, from where and with what result.')}
      />
      <div className="flex flex-col gap-4">
        <AuditFilter query={filter} />
        <Card flush>
          {rows.length === 0 ? (
            <EmptyState icon={<AuditIcon />} title={t('There is nothing here')} />
          ) : (
            <AuditTable rows={rows} label={t('Audit Log')} />
          )}
        </Card>
        <div className="flex justify-between gap-2">
          {before ? <LinkButton href={auditPage(filter)}>{t('Newest')}</LinkButton> : <span />}
          {next ? <LinkButton href={auditPage({ ...filter, before: next })}>{t('Older')}</LinkButton> : null}
        </div>
      </div>
    </ClientMessages>
  )
}
