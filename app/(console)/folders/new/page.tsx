import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listPartitions, showFolder } from '@/lib/folders'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewerFor } from '../../../viewer'
import { folderPage } from '../../places'
import { crumbs } from '../crumbs'
import { NewFolderForm } from './new-folder-form'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New folder') }
}

/** The form for a folder below the one in the address, or for a public one at the top. */
export default async function NewFolderPage({ searchParams }: Props) {
  const t = await translator()
  const { in: given } = await searchParams
  const parent = typeof given === 'string' ? given : ''
  const [person, above] = await Promise.all([
    viewerFor('folder.create'),
    parent === '' ? null : read(showFolder, { folder: parent }),
  ])
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (above && !above.ok) return page(<ProblemPage problem={above.problem} />)
  const partitions = grantOf(person.value.role, 'folder.partitions') ? await read(listPartitions) : null
  const path = crumbs(t, `${parent}/.`).filter(({ href }) => parent !== '' || href !== folderPage(''))
  return page(
    <>
      <PageHeader
        title={t('New folder')}
        description={
          parent === ''
            ? t('A public folder. Everybody can see and read it until that is changed.')
            : t('It begins with the permissions of the folder above.')
        }
        path={path}
      />
      <Card className="max-w-2xl">
        <NewFolderForm
          parent={parent}
          mayServe={/^user\/[^/]+$/.test(parent)}
          partitions={partitions?.ok ? partitions.value : []}
        />
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/new/page.tsx">{content}</ClientMessages>
}
