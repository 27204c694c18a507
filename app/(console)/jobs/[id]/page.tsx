import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { showJob } from '@/lib/jobs'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { showRecovery } from '@/lib/repair'
import { Queries } from '../../../queries'
import { folderPage } from '../../places'
import { jobInWords } from '../reasons'
import { actionWords, folderActions } from '../words'
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
        <JobView initial={jobInWords(t, job)} initialRecovery={recovery?.ok ? recovery.value : null} />
      </Queries>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/jobs/[id]/page.tsx">{content}</ClientMessages>
}
