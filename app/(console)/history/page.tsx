import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AuditIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { showHistory } from '@/lib/audit'
import type { Node } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { aliasPage, contactPage, domainPage, placePage, resourcePage, userPage } from '../places'
import { AuditTable } from '../system/audit/audit-table'

type Props = { searchParams: Promise<{ dn?: string; offset?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('History') }
}

/** What was done to one object, with old and new values. */
export default async function HistoryPage({ searchParams }: Props) {
  const t = await translator()
  const { dn = '', offset = '0' } = await searchParams
  const look = await read(showHistory, { dn, offset })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { object, rows, next } = look.value
  return page(
    <>
      <PageHeader
        title={t('History')}
        description={
          <bdi dir="ltr" className="wrap-anywhere">
            {dn}
          </bdi>
        }
        path={[
          { label: t('Accounts'), href: '/accounts?at=' },
          ...(object ? [{ label: object.name, href: pageOf(object) }] : []),
        ]}
      />
      <Card flush>
        {rows.length > 0 ? (
          <AuditTable rows={rows} label={t('History')} />
        ) : (
          <EmptyState icon={<AuditIcon />} title={t('Nothing was changed through the console yet')} />
        )}
      </Card>
      {next === null ? null : (
        <p className="mt-3 text-end">
          <LinkButton href={`/history?${new URLSearchParams({ dn, offset: String(next) })}`}>
            {t('Older changes')}
          </LinkButton>
        </p>
      )}
    </>,
  )
}

function pageOf({ kind, dn, name, login, mail }: Node): string {
  if (kind === 'user') return userPage(login ?? '')
  if (kind === 'alias') return aliasPage(mail ?? '')
  if (kind === 'contact') return contactPage(dn)
  if (kind === 'resource') return resourcePage(dn)
  return kind === 'domain' ? domainPage(name) : placePage(dn)
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/history/page.tsx">{content}</ClientMessages>
}
