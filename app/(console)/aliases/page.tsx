import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AliasIcon, PlusIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { read } from '@/lib/access/web'
import { listAliases } from '@/lib/aliases'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatNumber } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { chosenDomain } from '../../domain'
import { aliasPage } from '../places'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Aliases') }
}

export default async function AliasesPage() {
  const t = await translator()
  const chosen = await chosenDomain()
  const look = await read(listAliases)
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/aliases/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const every = look.value
  // A chosen domain that is gone, or is not the person's, narrows nothing.
  const ofDomain = every.filter(({ domain }) => domain === chosen)
  const aliases = chosen && ofDomain.length > 0 ? ofDomain : every
  const create = (
    <LinkButton variant="primary" href="/aliases/new">
      <PlusIcon />
      {t('New alias')}
    </LinkButton>
  )
  const columns = [
    { label: t('Address') },
    { label: t('Members'), align: 'end' as const },
    { label: t('Description'), wide: true, className: 'w-1/2' },
  ]
  return (
    <ClientMessages for="app/(console)/aliases/page.tsx">
      <PageHeader
        title={t('Aliases')}
        description={t(
          'Addresses that pass mail on to accounts, to other aliases and to addresses elsewhere.',
        )}
        actions={create}
      />
      <Card flush>
        {aliases.length === 0 ? (
          <EmptyState icon={<AliasIcon />} title={t('There is no alias yet')} action={create} />
        ) : (
          <Table label={t('Aliases')} columns={columns}>
            {aliases.map(({ dn, address, members, description }) => (
              <Row key={dn}>
                <Cell heading>
                  <Link href={aliasPage(address)} className="rounded-sm hover:text-accent hover:underline">
                    <bdi className="wrap-anywhere">{address}</bdi>
                  </Link>
                </Cell>
                <Cell align="end" className="tabular-nums">
                  {formatNumber(t.locale, members)}
                </Cell>
                <Cell wide className="text-muted">
                  <span dir="auto" className="aligned line-clamp-1 break-all">
                    {description}
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </Card>
    </ClientMessages>
  )
}
