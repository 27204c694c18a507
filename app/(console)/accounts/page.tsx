import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listDomains } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { chosenDomain } from '../../domain'
import { viewer } from '../../viewer'
import { accountsAt, domainPage } from '../places'
import { LevelTable } from './level-table'
import { trailTo } from './trail'
import { Tree } from './tree'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Accounts') }
}

/** The account browser: containers as a tree, and what is in the one that is looked at. */
export default async function AccountsPage({ searchParams }: { searchParams: Promise<{ at?: string }> }) {
  const t = await translator()
  const { at = await dnOfChosenDomain() } = await searchParams
  const [trail, person] = await Promise.all([trailTo(at || undefined), viewer()])
  if (!trail.ok) return page(<ProblemPage problem={trail.problem} />)
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  const { path, levels } = trail.value
  const here = path.at(-1)
  const level = levels.at(-1) ?? { nodes: [], more: false }
  const may = (operation: 'domain.create' | 'user.create') => grantOf(person.value.role, operation)
  return page(
    <>
      <PageHeader
        title={here ? <bdi>{here.name}</bdi> : t('Accounts')}
        description={here?.description ? <bdi>{here.description}</bdi> : undefined}
        path={here ? crumbs(t('Accounts'), path.slice(0, -1)) : undefined}
        actions={
          <>
            {here?.kind === 'domain' ? (
              <LinkButton href={domainPage(here.name)}>{t('Properties')}</LinkButton>
            ) : null}
            {!here && may('domain.create') ? (
              <LinkButton href="/accounts/domains/new">
                <PlusIcon />
                {t('New domain')}
              </LinkButton>
            ) : null}
            {may('user.create') && (here || level.nodes.length > 0) ? (
              <LinkButton
                variant="primary"
                href={`/accounts/users/new${here ? `?at=${encodeURIComponent(here.dn)}` : ''}`}
              >
                <PlusIcon />
                {t('New account')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav aria-label={t('Domains and groups')} className="max-lg:hidden">
          <Tree levels={levels} path={path} />
        </nav>
        <Card flush>
          <LevelTable level={level} here={here} mayCreate={Boolean(may('domain.create'))} />
        </Card>
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/page.tsx">{content}</ClientMessages>
}

function crumbs(top: string, path: { name: string; dn: string }[]) {
  return [
    { label: top, href: '/accounts?at=' },
    ...path.map(({ name, dn }) => ({ label: name, href: accountsAt(dn) })),
  ]
}

/** The list opens at the domain chosen in the top bar, as long as there is one of that name. */
async function dnOfChosenDomain(): Promise<string | undefined> {
  const chosen = await chosenDomain()
  if (!chosen) return undefined
  const domains = await read(listDomains)
  return domains.ok ? domains.value.find(({ name }) => name === chosen)?.dn : undefined
}
