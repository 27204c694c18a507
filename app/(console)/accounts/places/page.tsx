import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import { type Container, placeDetails, readWay, showContainer } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { DeleteButton } from '../../delete-button'
import { HistoryLink } from '../../history-link'
import { accountsAt, domainPage } from '../../places'
import { kindNames } from '../../words'
import { deleteContainerAction } from '../actions'
import { contentsText } from '../contents'
import { crumbs } from '../crumbs'
import { detailFields } from '../detail-labels'
import { MovePlace } from './move-place'
import { PlaceForm } from './place-form'

type Props = { searchParams: Promise<{ dn?: string }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const look = await read(showContainer, { dn: (await searchParams).dn ?? '' })
  return { title: look.ok ? look.value.name : (await translator())('Accounts') }
}

/** Properties of an organization or a group. */
export default async function PlacePage({ searchParams }: Props) {
  const t = await translator()
  const look = await read(showContainer, { dn: (await searchParams).dn ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const place = look.value
  if (place.kind === 'domain') redirect(domainPage(place.name))
  const { dn, name, kind, path, changeable, groupId } = place
  const inside = contentsText(t, place.contents)
  const [around] = path.slice(-1)
  return page(
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        description={
          <span className="flex flex-wrap items-center gap-1.5">
            {t.message(kindNames[kind])}
            {place.private ? <Tag tone="warning">{t('Private')}</Tag> : null}
            <span aria-hidden="true">·</span>
            <span>{inside || t('Empty')}</span>
          </span>
        }
        path={crumbs(t, [...path, place])}
        actions={
          <>
            <HistoryLink dn={dn} />
            {changeable ? (
              <DeleteButton
                {...deleteWords(t, place)}
                action={deleteContainerAction}
                input={{ dn, id: place.id }}
                after={accountsAt(place.parent)}
                inside={inside ? { name, contents: inside, at: accountsAt(dn) } : undefined}
              >
                <p>{t('It is empty. No other group gets its group name.')}</p>
              </DeleteButton>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t('Properties')}>
          {changeable ? null : (
            <div className="mb-4">
              <Notice>
                {t('You administer what is in here. The place itself is changed by those above you.')}
              </Notice>
            </div>
          )}
          <PlaceForm place={place} fields={detailFields(t, placeDetails)} />
        </Card>
        <div className="flex flex-col gap-4">
          {changeable && around ? (
            <Card title={t('Name and place')}>
              <MovePlace
                key={dn}
                {...{ dn, id: place.id }}
                name={name}
                parent={{ dn: around.dn, label: readWay(path) }}
              />
            </Card>
          ) : null}
          <Card title={t('Group name')}>
            {groupId ? (
              <p>
                <code className="wrap-anywhere select-all">{groupId}</code>
              </p>
            ) : (
              <p>{t('It was made by other means and has none: saving it gives it one.')}</p>
            )}
            <p className="mt-2 text-[0.8125rem] text-muted">
              {t(
                'All accounts in here, now and later, are a group of this name. Aliases can lead to it, and folders can be opened to it. It stays when the place is renamed.',
              )}
            </p>
          </Card>
        </div>
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/places/page.tsx">{content}</ClientMessages>
}

function deleteWords(t: T, { kind, name }: Container) {
  return kind === 'group'
    ? {
        question: t('Delete the group {name}?', { name }),
        confirm: t('Delete the group'),
        done: t('The group {name} was deleted.', { name }),
      }
    : {
        question: t('Delete the organization {name}?', { name }),
        confirm: t('Delete the organization'),
        done: t('The organization {name} was deleted.', { name }),
      }
}
