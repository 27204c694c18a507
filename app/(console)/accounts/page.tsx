import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { DomainName } from '@/components/ui/domain-name'
import { EmptyState } from '@/components/ui/empty-state'
import { AccountsIcon, DomainIcon, PlusIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listEntries, type Node } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../viewer'
import { domainPage, placePage } from '../places'
import { bulkActions } from './bulk/actions'
import { chosenPlace } from './chosen-place'
import { crumbs } from './crumbs'
import { EntryList } from './entry-list'
import { LevelTable } from './level-table'
import { type ListQuery, listAddress, listQuery, withoutOrder } from './list-query'
import { NewMenu } from './new-menu'
import { trailTo } from './trail'
import { Tree } from './tree'

type Given = Partial<Record<string, string | string[]>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Accounts') }
}

/** The account browser: containers as a tree, and what is in the one that is looked at. */
export default async function AccountsPage({ searchParams }: { searchParams: Promise<Given> }) {
  const t = await translator()
  const { kind, sort, reverse, ...given } = await placed(searchParams)
  const query: ListQuery = { ...listQuery({ kind, sort, reverse }), ...(given.at && { at: given.at }) }
  const [trail, person, list] = await Promise.all([
    trailTo(query.at),
    viewer(),
    query.at === undefined ? null : read(listEntries, { ...query, depth: 'one' }),
  ])
  if (!trail.ok) return page(<ProblemPage problem={trail.problem} />)
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (list && !list.ok) return page(<ProblemPage problem={list.problem} />)
  const { path, levels } = trail.value
  const here = path.at(-1)
  const level = levels.at(-1) ?? { here: null, nodes: [], more: false, primaryDomain: '' }
  const { role } = person.value
  const mayCreateUser = grantOf(role, 'user.create')
  const newUser = `/accounts/users/new${here ? `?at=${encodeURIComponent(here.dn)}` : ''}`
  const isEmpty = level.nodes.length === 0 && !list?.value.total && !query.kind
  return page(
    <>
      <PageHeader
        title={here ? <DomainName name={here.name} unicode={here.unicode} /> : t('Accounts')}
        description={here?.description ? <bdi>{here.description}</bdi> : undefined}
        path={here ? crumbs(t, path.slice(0, -1)) : undefined}
        actions={
          <>
            {here && grantOf(role, here.kind === 'domain' ? 'domain.show' : 'container.show') ? (
              <LinkButton href={propertiesOf(here)}>{t('Properties')}</LinkButton>
            ) : null}
            {!here && grantOf(role, 'domain.create') ? (
              <LinkButton href="/accounts/domains/new">
                <PlusIcon />
                {t('New domain')}
              </LinkButton>
            ) : null}
            {here ? <NewMenu here={here} role={role} /> : null}
            {mayCreateUser && (here || level.nodes.length > 0) ? (
              <LinkButton variant="primary" href={newUser}>
                <PlusIcon />
                {t('New account')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav aria-label={t('Domains and groups')} className="max-lg:hidden">
          <Tree
            levels={levels.map(({ nodes }) =>
              nodes.map(({ dn, name, unicode, kind, hasChildren }) => ({
                dn,
                name,
                unicode,
                kind,
                hasChildren,
              })),
            )}
            path={path.map(({ dn }) => dn)}
          />
        </nav>
        {isEmpty ? (
          <Card flush>
            {here ? (
              <EmptyState
                icon={<AccountsIcon />}
                title={t('There is nothing in here yet')}
                action={mayCreateUser ? <LinkButton href={newUser}>{t('New account')}</LinkButton> : null}
              />
            ) : (
              <EmptyState icon={<DomainIcon />} title={t('There is no domain here')}>
                {t('Accounts live in domains.')}
              </EmptyState>
            )}
          </Card>
        ) : (
          <div className="flex min-w-0 flex-col gap-4">
            {level.nodes.length > 0 ? (
              <Card flush>
                <LevelTable
                  at={here?.dn}
                  rows={level.nodes.map(({ dn, name, unicode, kind, description, isPrivate }) => ({
                    ...{ dn, name, unicode, kind, description, isPrivate },
                  }))}
                  more={level.more}
                  primaryDomain={level.primaryDomain}
                />
              </Card>
            ) : null}
            {list ? (
              <Card flush>
                <EntryList
                  key={listAddress('', withoutOrder(query))}
                  label={here?.name ?? t('Accounts')}
                  path="/accounts"
                  query={query}
                  depth="one"
                  initial={list.value}
                  actions={bulkActions(role)}
                />
              </Card>
            ) : null}
          </div>
        )}
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/page.tsx">{content}</ClientMessages>
}

/** Without a place in the address it is the domain chosen in the top bar; an empty one is the top. */
async function placed(searchParams: Promise<Given>): Promise<Given & { at?: string }> {
  const given = await searchParams
  const at = typeof given.at === 'string' ? given.at : await chosenPlace()
  return { ...given, at: at || undefined }
}

function propertiesOf({ kind, name, dn }: Node): string {
  return kind === 'domain' ? domainPage(name) : placePage(dn)
}
