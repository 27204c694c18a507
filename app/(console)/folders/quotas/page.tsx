import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { MailboxIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { FULL_PERCENT, listQuotas } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../viewer'
import { bulkActions } from '../../accounts/bulk/actions'
import { CountQuota } from '../count-quota'
import { QuotaList } from './quota-list'
import { QUOTA_WINDOW } from './window'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Quotas') }
}

/** How full everybody's mailbox is, the fullest first. */
export default async function QuotasPage({ searchParams }: Props) {
  const t = await translator()
  const isFull = (await searchParams).full === 'true'
  const [look, person] = await Promise.all([
    read(listQuotas, { full: isFull, count: QUOTA_WINDOW }),
    viewer(),
  ])
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  const { fullTotal, ...initial } = look.value
  return page(
    <>
      <PageHeader
        title={t('Quotas')}
        description={
          fullTotal > 0
            ? t.plural(
                '{n} mailbox is more than {percent} % full.',
                '{n} mailboxes are more than {percent} % full.',
                fullTotal,
                { percent: FULL_PERCENT },
              )
            : t('No mailbox is more than {percent} % full.', { percent: FULL_PERCENT })
        }
        actions={
          <>
            {grantOf(person.value.role, 'quota.fix') === 'all' ? <CountQuota /> : null}
            {isFull ? (
              <LinkButton href="/folders/quotas">{t('Show everybody')}</LinkButton>
            ) : fullTotal > 0 ? (
              <LinkButton href="/folders/quotas?full=true">{t('Only the full ones')}</LinkButton>
            ) : null}
          </>
        }
      />
      <Card flush>
        {initial.total === 0 ? (
          <EmptyState icon={<MailboxIcon />} title={t('Nobody here has a mailbox.')} />
        ) : (
          <QuotaList
            key={String(isFull)}
            isFull={isFull}
            initial={{ ...initial, list: null }}
            actions={bulkActions(person.value.role).filter((name) => name === 'quota')}
          />
        )}
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/quotas/page.tsx">{content}</ClientMessages>
}
