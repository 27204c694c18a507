import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { readWay, resourceDetails, showResource } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { DeleteButton } from '../../delete-button'
import { HistoryLink } from '../../history-link'
import { accountsAt } from '../../places'
import { deleteResourceAction } from '../actions'
import { crumbs } from '../crumbs'
import { detailFields } from '../detail-labels'
import { MoveEntry } from '../move-entry'
import { ResourceForm } from './resource-form'

type Props = { searchParams: Promise<{ dn?: string }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const look = await read(showResource, { dn: (await searchParams).dn ?? '' })
  return { title: look.ok ? look.value.name : (await translator())('Accounts') }
}

export default async function ResourcePage({ searchParams }: Props) {
  const t = await translator()
  const look = await read(showResource, { dn: (await searchParams).dn ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const resource = look.value
  const { dn, name } = resource
  const addresses = [...new Set([resource.address, ...resource.formerAddresses])].filter(Boolean)
  const [around] = resource.path.slice(-1)
  return page(
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        description={resource.kind === 'room' ? t('Room') : t('Equipment')}
        path={crumbs(t, resource.path)}
        actions={
          <>
            <HistoryLink dn={dn} />
            <DeleteButton
              question={t('Delete the resource {name}?', { name })}
              confirm={t('Delete the resource')}
              done={t('The resource {name} was deleted.', { name })}
              action={deleteResourceAction}
              input={{ dn, id: resource.id }}
              after={accountsAt(resource.container)}
            >
              <p>
                {addresses.length > 0
                  ? t('Mail to {address} is refused from then on. This cannot be undone.', {
                      address: addresses.join(', '),
                    })
                  : t('This cannot be undone.')}
              </p>
            </DeleteButton>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t('Properties')}>
          <ResourceForm key={dn} resource={resource} fields={detailFields(t, resourceDetails)} />
        </Card>
        {around ? (
          <Card title={t('Place')}>
            <MoveEntry
              key={dn}
              {...{ dn, id: resource.id }}
              place={{ dn: around.dn, label: readWay(resource.path) }}
              hasAddress={Boolean(resource.address)}
              after="/accounts/resources"
            />
          </Card>
        ) : null}
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/resources/page.tsx">{content}</ClientMessages>
}
