import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { recoveryWarnings, showRecovery } from '@/lib/repair'
import { Queries } from '../../queries'
import { consoleHostname } from '../../request'
import { LastRecovery } from './last-recovery'
import { RecoveryForm } from './recovery-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Cyrus Database Recovery') }
}

/** Cyrus's list of all folders, made anew from what is on disk; and what the last time found. */
export default async function RecoveryPage() {
  const t = await translator()
  const [look, hostname] = await Promise.all([read(showRecovery), consoleHostname()])
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { endedAt, isRunning } = look.value
  const when = endedAt === null ? null : formatDate(t.locale, new Date(endedAt))
  return page(
    <>
      <PageHeader
        title={t('Cyrus Database Recovery')}
        description={t(
          'Cyrus keeps one list of all folders, with their owners and rights. When it is lost or damaged, it is made anew from what the folders on disk know of themselves.',
        )}
      />
      <div className="flex max-w-3xl flex-col gap-4">
        {isRunning ? null : (
          <Card title={t('Recover the list of all folders')}>
            <div className="flex flex-col gap-4">
              <Notice tone="warning" title={t('Before you begin')}>
                <ul className="list-disc ps-5">
                  {recoveryWarnings.map((warning) => (
                    <li key={warning}>{t.message(warning)}</li>
                  ))}
                </ul>
              </Notice>
              <RecoveryForm hostname={hostname} />
            </div>
          </Card>
        )}
        {when === null || isRunning ? null : (
          <p className="text-muted">{t('The last recovery ended: {when}', { when })}</p>
        )}
        <Queries>
          <LastRecovery initial={look.value} />
        </Queries>
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/recovery/page.tsx">{content}</ClientMessages>
}
