import { EmptyState } from '@/components/ui/empty-state'
import { AccountsIcon, DomainIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { roles } from '@/lib/access'
import type { Node } from '@/lib/directory'
import { translator } from '@/lib/locales/translator'
import { accountsAt, aliasPage, userPage } from '../places'
import { kindIcons, kindNames, roleNames } from '../words'
import type { Level } from './trail'

/** What is directly in a container; `here` is absent at the top. */
export async function LevelTable({
  level,
  here,
  mayCreate,
}: {
  level: Level
  here?: Node
  mayCreate: boolean
}) {
  const t = await translator()
  if (level.nodes.length === 0) {
    return here ? (
      <EmptyState
        icon={<AccountsIcon />}
        title={t('There is nothing in here yet')}
        action={
          <LinkButton href={`/accounts/users/new?at=${encodeURIComponent(here.dn)}`}>
            {t('New account')}
          </LinkButton>
        }
      />
    ) : (
      <EmptyState
        icon={<DomainIcon />}
        title={t('There is no domain here')}
        action={mayCreate ? <LinkButton href="/accounts/domains/new">{t('New domain')}</LinkButton> : null}
      >
        {t('Accounts live in domains.')}
      </EmptyState>
    )
  }
  const columns = [
    { label: t('Name') },
    { label: t('Address'), wide: true },
    { label: t('Kind'), wide: true },
    { label: t('Description'), wide: true },
  ]
  return (
    <>
      {level.more ? (
        <div className="p-3 pb-0">
          <Notice>
            {t('There is more here than can be shown: these are the first {n}.', { n: level.nodes.length })}
          </Notice>
        </div>
      ) : null}
      <Table label={here?.name ?? t('Domains')} columns={columns}>
        {level.nodes.map((node) => {
          const Icon = kindIcons[node.kind]
          const address = node.kind === 'alias' ? null : node.mail
          const role = roles.find((known) => known === node.role)
          return (
            <Row key={node.dn}>
              <Cell heading>
                <Link
                  href={pageOf(node)}
                  className="flex items-center gap-2 rounded-sm hover:text-accent hover:underline"
                >
                  <Icon className="text-muted" />
                  <bdi className="min-w-0 break-words">{node.name}</bdi>
                </Link>
                {address ? (
                  <span className="block wrap-anywhere ps-6 font-normal text-muted md:hidden">
                    <bdi>{address}</bdi>
                  </span>
                ) : null}
              </Cell>
              <Cell wide>
                <bdi className="inline-block max-w-72 break-words align-middle">{address}</bdi>
              </Cell>
              <Cell wide>
                <span className="flex flex-wrap items-center gap-1.5 text-muted">
                  {t.message(kindNames[node.kind])}
                  {role && role !== 'user' ? <Tag tone="accent">{t.message(roleNames[role])}</Tag> : null}
                  {node.suspended ? <Tag tone="warning">{t('Suspended')}</Tag> : null}
                </span>
              </Cell>
              <Cell wide className="text-muted">
                <span dir="auto" className="aligned line-clamp-1 break-all">
                  {node.description}
                </span>
              </Cell>
            </Row>
          )
        })}
      </Table>
    </>
  )
}

function pageOf(node: Node): string {
  if (node.kind === 'user') return userPage(node.login ?? '')
  return node.kind === 'alias' ? aliasPage(node.mail ?? '') : accountsAt(node.dn)
}
