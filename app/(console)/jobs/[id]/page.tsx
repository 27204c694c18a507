import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { errorMessages } from '@/lib/errors'
import { showJob } from '@/lib/jobs'
import { ClientMessages } from '@/lib/locales/client-messages'
import { errorText } from '@/lib/locales/error-text'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { showRecovery } from '@/lib/repair'
import { Queries } from '../../../queries'
import { folderPage } from '../../places'
import { actionWords, folderActions, folderExceptionWords } from '../words'
import { JobView } from './job-view'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Job') }
}

export default async function JobPage({ params }: Props) {
  const t = await translator()
  const { id } = await params
  const look = await read(showJob, { id })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const job = look.value
  const recovery = job.action === 'recoverMailboxes' ? await read(showRecovery) : null
  const isOfFolders = folderActions.has(job.action)
  const folder = isOfFolders && typeof job.options.folder === 'string' ? job.options.folder : ''
  const words: Partial<Record<string, (typeof actionWords)['suspend']>> = actionWords
  const word = words[job.action]
  const when = formatDate(t.locale, new Date(job.at), { dateStyle: 'medium', timeStyle: 'short' })
  return page(
    <>
      <PageHeader
        title={word ? t.message(word) : job.action}
        description={
          <>
            {folder === '' ? null : (
              <span className="block wrap-anywhere">
                <bdi>{folder}</bdi>
              </span>
            )}
            {t('Started by {person}, {when}', { person: job.actor, when })}
          </>
        }
        path={[{ label: t('Jobs'), href: '/jobs' }]}
        actions={
          folder === '' ? null : <LinkButton href={folderPage(folder)}>{t('To the folder')}</LinkButton>
        }
      />
      <Queries>
        <JobView initial={job} reasons={reasons()} initialRecovery={recovery?.ok ? recovery.value : null} />
      </Queries>
    </>,
  )

  /** Why accounts or folders are left out or fail, without the many other messages there are. */
  function reasons(): Record<string, string> {
    const codes = [
      'account.manager',
      'account.self',
      'access.denied',
      'access.notFound',
      'bulk.noMailbox',
      'bulk.another',
      'bulk.gone',
    ] as const
    const more = [
      'limit.accounts',
      'limit.storage',
      'address.taken.named',
      'service.unreachable',
      'unexpected',
    ] as const
    const others = ['recoverMailboxes', 'retention', 'posting', 'postingEnd']
    const service = isOfFolders || others.includes(job.action) ? 'cyrus' : 'slapd'
    const ofFolders = Object.entries(folderExceptionWords).map(([code, word]) => [code, t.message(word)])
    const ofAll = [...codes, ...more]
      .filter((code) => !errorMessages[code].includes('{') || code === 'service.unreachable')
      .map((code) => [code, errorText(t, code, { service })])
    return Object.fromEntries([...ofAll, ...ofFolders])
  }
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/jobs/[id]/page.tsx">{content}</ClientMessages>
}
