import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Card } from '@/components/ui/card'
import { PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { WINDOW } from '@/components/ui/windowed-rows'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listFolders } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewerFor } from '../../viewer'
import { deletedFoldersPage, foldersOf, newFolderPage } from '../places'
import { FolderTree } from './folder-tree'
import { GoneCard } from './gone-card'
import { PeopleTree } from './people-tree'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Mail Folders') }
}

/** Public folders, and those of everybody in scope. */
export default async function FoldersPage() {
  const t = await translator()
  const person = await viewerFor('folder.list')
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  const { role, login } = person.value
  const seesPublic = grantOf(role, 'folder.list') === 'all'
  return page(
    <>
      <PageHeader
        title={t('Mail Folders')}
        actions={
          <>
            {role === 'manager' ? <LinkButton href={foldersOf(login)}>{t('Own mailbox')}</LinkButton> : null}
            {seesPublic ? (
              <>
                <LinkButton href={deletedFoldersPage('')}>{t('Deleted folders')}</LinkButton>
                <LinkButton variant="primary" href={newFolderPage('')}>
                  <PlusIcon />
                  {t('New folder')}
                </LinkButton>
              </>
            ) : null}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {seesPublic ? (
          <Card title={t('Public folders')} flush>
            <Suspense fallback={<p className="p-3 text-muted">{t('Loading …')}</p>}>
              <PublicFolders />
            </Suspense>
          </Card>
        ) : null}
        <Card title={t('Folders of people')} flush>
          <PeopleTree />
        </Card>
        {grantOf(role, 'acl.gone') ? (
          <Card title={t('Rights of those who are gone')}>
            <GoneCard />
          </Card>
        ) : null}
      </div>
    </>,
  )
}

/** Comes after the rest: Cyrus looks through all mailboxes for it, which takes its time where there are many. */
async function PublicFolders() {
  const t = await translator()
  const look = await read(listFolders, { count: WINDOW })
  if (!look.ok) return <ProblemPage problem={look.problem} />
  return <FolderTree place="" label={t('Public folders')} initial={look.value} isSearchable />
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/page.tsx">{content}</ClientMessages>
}
