import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { type FolderDetails, listFolders, showAcl, showFolder, typeWords } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatBytes, formatNumber } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../viewer'
import { foldersOf, newFolderPage } from '../../places'
import { crumbs } from '../crumbs'
import { QuotaMeter } from '../quota-meter'
import { specialUseText } from '../special-use'
import { AddEntry } from './add-entry'
import { ApplyBelow } from './apply-below'
import { DeleteFolder } from './delete-folder'
import { Permissions } from './permissions'
import { QuotaForm } from './quota-form'
import { RenameForm } from './rename-form'
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
  const [person, look, acl, level] = await Promise.all([
    viewer(),
    read(showFolder, { folder: name }),
    read(showAcl, { folder: name }),
    read(listFolders, { place: name }),
  ])
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  if (!acl.ok) return page(<ProblemPage problem={acl.problem} />)
  if (!level.ok) return page(<ProblemPage problem={level.problem} />)
  const folder = look.value
  const isInbox = folder.name === `user/${folder.owner ?? ''}`
  const isSystem = isInbox || folder.label.startsWith('#')
  const mayHold = !folder.isInternal
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
            {isSystem ? null : (
              <DeleteFolder
                name={folder.name}
                messages={folder.messages ?? 0}
                bytes={folder.bytes}
                hasChildren={folder.hasChildren}
              />
            )}
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
        <Card
          title={t('Permissions')}
          actions={
            folder.hasChildren ? (
              <ApplyBelow folder={folder.name} entries={acl.value.entries.filter((row) => !row.negative)} />
            ) : null
          }
          flush
        >
          <Permissions acl={acl.value} />
          <div className="border-line border-t p-4">
            <AddEntry folder={folder.name} />
          </div>
        </Card>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Card title={t('Why can somebody read this?')}>
              <WhyForm folder={folder.name} />
            </Card>
            {folder.hasChildren ? (
              <Card title={t('Folders below')} flush>
                <TreeBelow place={folder.name} label={t('Folders below')} initial={level.value} />
              </Card>
            ) : null}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Card title={t('Contents')}>
              <Facts folder={folder} />
            </Card>
            <Card title={t('Quota')}>
              <div className="flex flex-col gap-4">
                <QuotaMeter quota={folder.quota} />
                <QuotaForm
                  folder={folder.name}
                  limit={folder.quota?.root === folder.name ? folder.quota.limitBytes : null}
                  holds={folder.quota && folder.quota.root !== folder.name ? folder.quota.root : null}
                />
              </div>
            </Card>
            {isInbox || folder.collection ? null : (
              <Card title={t('Type')}>
                <TypeForm folder={folder.name} type={folder.type} />
              </Card>
            )}
            {isSystem ? null : (
              <Card title={t('Name and place')}>
                <RenameForm key={folder.name} folder={folder.name} />
              </Card>
            )}
          </div>
        </div>
      </div>
    </>,
  )
}

async function Marks({ folder }: { folder: FolderDetails }) {
  const t = await translator()
  const use = specialUseText(t, folder)
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <bdi className="break-all">{folder.name}</bdi>
      <Tag tone="accent">{t.message(typeWords[folder.collection ?? folder.type].name)}</Tag>
      {use ? <Tag>{use}</Tag> : null}
      {folder.owner === null ? <Tag>{t('Public')}</Tag> : null}
      {folder.isInternal ? <Tag>{t('Internal')}</Tag> : null}
    </span>
  )
}

async function Facts({ folder }: { folder: FolderDetails }) {
  const t = await translator()
  const number = (count: number | null) => (count === null ? '–' : formatNumber(t.locale, count))
  const facts = [
    { label: t('Messages'), text: number(folder.messages) },
    ...(folder.owner === null ? [] : [{ label: t('Unseen'), text: number(folder.unseen) }]),
    { label: t('Size'), text: formatBytes(t.locale, folder.bytes) },
    ...(folder.partition ? [{ label: t('Partition'), text: folder.partition }] : []),
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(({ label, text }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="text-end tabular-nums">
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
      {folder.owner === null ? null : (
        <div className="contents">
          <dt className="text-muted">{t('Owner')}</dt>
          <dd className="text-end">
            <a href={foldersOf(folder.owner)} className="text-accent hover:underline">
              <bdi>{folder.owner}</bdi>
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

async function nameIn(searchParams: Props['searchParams']): Promise<string> {
  const { name } = await searchParams
  return typeof name === 'string' ? name : ''
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/folder/page.tsx">{content}</ClientMessages>
}
