import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { WINDOW } from '@/components/ui/windowed-rows'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { showAcl, showFolder } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../viewer'
import { deletedMessagesPage, newFolderPage } from '../../places'
import { CountQuota } from '../count-quota'
import { crumbs } from '../crumbs'
import { QuotaMeter } from '../quota-meter'
import { AddEntry } from './add-entry'
import { ApplyBelow } from './apply-below'
import { DeleteFolder } from './delete-folder'
import { Facts, Marks } from './facts'
import { Permissions } from './permissions'
import { QuotaForm } from './quota-form'
import { RenameForm } from './rename-form'
import { RepairFolder } from './repair-folder'
import { TreeBelow } from './tree-below'
import { TypeForm } from './type-form'
import { WhyForm } from './why-form'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await nameIn(searchParams)).split('/').at(-1) }
}

/** One folder: what it is, how much is in it, and who may do what with it. */
export default async function FolderPage({ searchParams }: Props) {
  const t = await translator()
  const name = await nameIn(searchParams)
  const [person, look, acl] = await Promise.all([
    viewer(),
    read(showFolder, { folder: name, below: WINDOW }),
    read(showAcl, { folder: name }),
  ])
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  if (!acl.ok) return page(<ProblemPage problem={acl.problem} />)
  const folder = look.value
  const isInbox = folder.name === `user/${folder.owner ?? ''}`
  const isSystem = isInbox || folder.label.startsWith('#')
  const isMoved = folder.mayChange && !isSystem
  const mayHold = folder.mayChange && !folder.isInternal
  const isClosed = folder.isDamaged || folder.isBusy
  return page(
    <>
      <PageHeader
        title={<bdi>{isInbox ? t('Inbox') : folder.label}</bdi>}
        description={<Marks folder={folder} />}
        path={crumbs(t, folder.name)}
        actions={
          <>
            {grantOf(person.value.role, 'audit.list') ? (
              <LinkButton href={`/system/audit?${new URLSearchParams({ target: folder.name })}`}>
                {t('History')}
              </LinkButton>
            ) : null}
            {isMoved ? (
              <DeleteFolder
                name={folder.name}
                messages={folder.messages ?? 0}
                bytes={folder.bytes}
                hasChildren={folder.hasChildren}
              />
            ) : null}
            {mayHold ? (
              <LinkButton href={newFolderPage(folder.name)}>
                <PlusIcon />
                {t('New folder below')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {folder.isDamaged ? (
          <Notice tone="danger" title={t('This folder is damaged: Cyrus cannot open it.')}>
            <p>
              {t(
                'Its index, or another file that Cyrus keeps about it, is lost or unreadable. The messages are files of their own, and a repair brings back those that are there.',
              )}
            </p>
            {folder.mayChange ? (
              <div className="mt-2">
                <RepairFolder folder={folder.name} hasChildren={folder.hasChildren} />
              </div>
            ) : null}
          </Notice>
        ) : null}
        {folder.mayChange ? null : <Notice>{t('This account is changed by those above it only.')}</Notice>}
        {folder.isBusy ? (
          <Notice title={t('This folder is busy.')}>
            <p>
              {t(
                'It is being repaired or changed, or another one of the same owner is. How much is in it, and its limit, are shown again when that is done.',
              )}
            </p>
          </Notice>
        ) : null}
        <Card
          title={t('Permissions')}
          actions={
            folder.hasChildren && folder.mayChange ? (
              <ApplyBelow folder={folder.name} entries={acl.value.entries.filter((row) => !row.negative)} />
            ) : null
          }
          flush
        >
          <fieldset disabled={!folder.mayChange} className="contents">
            <Permissions acl={acl.value} />
          </fieldset>
          {folder.mayChange ? (
            <div className="border-line border-t p-4">
              <AddEntry folder={folder.name} />
            </div>
          ) : null}
        </Card>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Card title={t('Why can somebody read this?')}>
              <WhyForm folder={folder.name} />
            </Card>
            {folder.hasChildren && folder.below ? (
              <Card title={t('Folders below')} flush>
                <TreeBelow place={folder.name} label={t('Folders below')} initial={folder.below} />
              </Card>
            ) : null}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Card title={t('Contents')}>
              <Facts folder={folder} />
              {isClosed || !folder.mayChange ? null : (
                <div className="mt-4 flex flex-wrap gap-2">
                  <LinkButton href={deletedMessagesPage(folder.name)}>{t('Deleted messages')}</LinkButton>
                  <RepairFolder folder={folder.name} hasChildren={folder.hasChildren} />
                </div>
              )}
            </Card>
            {isClosed ? null : (
              <Card
                title={t('Quota')}
                actions={folder.quota && folder.mayChange ? <CountQuota folder={folder.name} /> : null}
              >
                <div className="flex flex-col gap-4">
                  <QuotaMeter quota={folder.quota} />
                  {folder.mayChange ? (
                    <QuotaForm
                      folder={folder.name}
                      limit={folder.quota?.root === folder.name ? folder.quota.limitBytes : null}
                      holds={folder.quota && folder.quota.root !== folder.name ? folder.quota.root : null}
                    />
                  ) : null}
                </div>
              </Card>
            )}
            {isInbox || folder.collection || isClosed || !folder.mayChange ? null : (
              <Card title={t('Type')}>
                <TypeForm folder={folder.name} type={folder.type} />
              </Card>
            )}
            {isMoved ? (
              <Card title={t('Name and place')}>
                <RenameForm key={folder.name} folder={folder.name} />
              </Card>
            ) : null}
          </div>
        </div>
      </div>
    </>,
  )
}

async function nameIn(searchParams: Props['searchParams']): Promise<string> {
  const { name } = await searchParams
  return typeof name === 'string' ? name : ''
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/folder/page.tsx">{content}</ClientMessages>
}
