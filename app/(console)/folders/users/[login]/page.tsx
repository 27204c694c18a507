import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { WINDOW } from '@/components/ui/windowed-rows'
import { read } from '@/lib/access/web'
import { showFolder } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { Queries } from '../../../../queries'
import { deletedFoldersPage, named, newFolderPage, newRetentionFor, userPage } from '../../../places'
import { CountQuota } from '../../count-quota'
import { FolderTree } from '../../folder-tree'
import { QuotaMeter } from '../../quota-meter'
import { InboxRow } from './inbox-row'
import { ReachCard } from './reach-card'

type Props = { params: Promise<{ login: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: named((await params).login) }
}

/** The folders of one person, and those of others that the person can reach. */
export default async function PersonFoldersPage({ params }: Props) {
  const t = await translator()
  const login = named((await params).login)
  const place = `user/${login}`
  const inbox = await read(showFolder, { folder: place, below: WINDOW })
  if (!inbox.ok) return page(<ProblemPage problem={inbox.problem} />)
  const { below, quota, isDamaged, isBusy } = inbox.value
  // Then Cyrus tells of no quota.
  const isClosed = isDamaged || isBusy
  return page(
    <Queries>
      <PageHeader
        title={<bdi>{t('Mail folders of {login}', { login })}</bdi>}
        path={[{ label: t('Mail Folders'), href: '/folders' }]}
        actions={
          <>
            <LinkButton href={userPage(login)}>{t('Account')}</LinkButton>
            <LinkButton href={deletedFoldersPage(place)}>{t('Deleted folders')}</LinkButton>
            <LinkButton variant="primary" href={newFolderPage(place)}>
              <PlusIcon />
              {t('New folder')}
            </LinkButton>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card flush>
          <InboxRow inbox={inbox.value} />
          {below ? (
            <FolderTree place={place} label={t('Mail folders of {login}', { login })} initial={below} />
          ) : null}
        </Card>
        <div className="flex flex-col gap-4">
          {isClosed ? null : (
            <Card title={t('Quota')} actions={quota ? <CountQuota folder={place} /> : null}>
              <QuotaMeter quota={quota} />
            </Card>
          )}
          <Card title={t('Old mail')}>
            <div className="flex flex-col items-start gap-2">
              <p className="text-muted">{t('Rules delete it once a day, from the folders that you name.')}</p>
              <div className="flex flex-wrap gap-2">
                <LinkButton href="/folders/rules">{t('Folder rules')}</LinkButton>
                <LinkButton href={newRetentionFor(login)}>{t('New rule')}</LinkButton>
              </div>
            </div>
          </Card>
          <Card title={t('What this person can reach')}>
            <ReachCard login={login} />
          </Card>
        </div>
      </div>
    </Queries>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/users/[login]/page.tsx">{content}</ClientMessages>
}
