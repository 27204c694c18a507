import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { showAlias } from '@/lib/aliases'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { HistoryLink } from '../../history-link'
import { named } from '../../places'
import { AliasForm } from './alias-form'
import { DeleteAlias } from './delete-alias'
import { FormerAddress } from './former-address'

type Props = { params: Promise<{ address: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: named((await params).address) }
}

export default async function AliasPage({ params }: Props) {
  const t = await translator()
  const look = await read(showAlias, { address: named((await params).address) })
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/aliases/[address]/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const alias = look.value
  const isFixed = alias.former !== null && alias.former !== 'free'
  const isPostmaster = alias.address === `postmaster@${alias.domain}`
  return (
    <ClientMessages for="app/(console)/aliases/[address]/page.tsx">
      <PageHeader
        title={<bdi>{alias.address}</bdi>}
        path={[{ label: t('Aliases'), href: '/aliases' }]}
        actions={
          <>
            <HistoryLink dn={alias.dn} />
            {isPostmaster || isFixed ? null : (
              <DeleteAlias alias={alias} members={alias.members.length + alias.hiddenMembers} />
            )}
          </>
        }
      />
      <Card className="max-w-xl">
        {alias.former === null ? (
          <AliasForm
            {...{ address: alias.address, id: alias.id }}
            description={alias.description}
            members={alias.members.map(({ text }) => text)}
            hidden={alias.hiddenMembers}
          />
        ) : (
          <FormerAddress alias={alias} />
        )}
      </Card>
    </ClientMessages>
  )
}
