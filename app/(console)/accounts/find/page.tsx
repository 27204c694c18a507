import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'

import { Link, textLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { listEntries, readWay } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../viewer'
import { bulkActions } from '../bulk/actions'
import { chosenPlace } from '../chosen-place'
import { EntryList } from '../entry-list'
import { listAddress, listQuery, withoutOrder } from '../list-query'
import { trailTo } from '../trail'
import { FindForm } from './find-form'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Find') }
}

/** What fits the criteria in the address, in a place and all below it; without criteria everything. */
export default async function FindPage({ searchParams }: Props) {
  const t = await translator()
  const query = listQuery(await searchParams)
  const at = query.at ?? (await chosenPlace())
  const [list, trail, person] = await Promise.all([
    read(listEntries, { ...query, ...(at && { at }), depth: 'sub' }),
    at ? trailTo(at) : null,
    viewer(),
  ])
  if (!list.ok) return page(<ProblemPage problem={list.problem} />)
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (trail && !trail.ok) return page(<ProblemPage problem={trail.problem} />)
  const place = trail && readWay(trail.value.path)
  return page(
    <>
      <PageHeader
        title={t('Find')}
        description={
          place ? (
            <>
              {t('In {place} and below.', { place })}{' '}
              {query.at ? (
                <Link href={listAddress('/accounts/find', { ...query, at: '' })} className={textLink}>
                  {t('Everywhere')}
                </Link>
              ) : null}
            </>
          ) : undefined
        }
      />
      <div className="flex flex-col gap-4">
        <FindForm key={listAddress('', query)} query={query} />
        <Card flush>
          <EntryList
            key={listAddress('', withoutOrder({ ...query, at }))}
            label={t('Found')}
            path="/accounts/find"
            query={{ ...query, ...(at && { at }) }}
            depth="sub"
            initial={list.value}
            actions={bulkActions(person.value.role)}
          />
        </Card>
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/find/page.tsx">{content}</ClientMessages>
}
