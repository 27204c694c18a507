import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { personDetails, readWay, showContainer } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { chosenDomain } from '../../../../domain'
import { crumbs } from '../../crumbs'
import { detailFields } from '../../detail-labels'
import { type Trail, trailTo } from '../../trail'
import { folderLanguageOptions } from '../folder-languages'
import { NewUserForm } from './new-user-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('New account') }
}

export default async function NewUserPage({ searchParams }: { searchParams: Promise<{ at?: string }> }) {
  const t = await translator()
  const { at } = await searchParams
  const trail = await trailTo(at || undefined)
  if (!trail.ok) {
    return (
      <ClientMessages for="app/(console)/accounts/users/new/page.tsx">
        <ProblemPage problem={trail.problem} />
      </ClientMessages>
    )
  }
  const containers = places(trail.value)
  const chosen = await chosenDomain()
  const preset = at ?? containers.find(({ domain }) => domain === chosen)?.dn ?? containers[0]?.dn ?? ''
  const { path } = trail.value
  const place = await read(showContainer, { dn: preset })
  return (
    <ClientMessages for="app/(console)/accounts/users/new/page.tsx">
      <PageHeader title={t('New account')} path={crumbs(t, path)} />
      <Card className="max-w-2xl">
        <NewUserForm
          containers={containers}
          container={preset}
          defaultQuota={place.ok ? place.value.defaultQuota : null}
          fields={detailFields(t, personDetails)}
          folderLanguages={folderLanguageOptions()}
        />
      </Card>
    </ClientMessages>
  )
}

/** Containers that the form offers: every top, and those on the way to the one it was opened from. */
function places({ path, levels }: Trail) {
  const tops = levels[0]?.nodes ?? []
  const domain = path[0]
  const below = path.map((node, i) => ({
    dn: node.dn,
    domain: domain?.name ?? '',
    label: readWay(path.slice(0, i + 1)),
  }))
  const others = tops.filter(({ dn }) => dn !== domain?.dn)
  return [...below, ...others.map((top) => ({ dn: top.dn, domain: top.name, label: readWay([top]) }))]
}
