import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TrashIcon } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatBytes, formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { listDeletedMessages } from '@/lib/repair'
import { deletedMessagesPage } from '../../places'
import { crumbs } from '../crumbs'
import { MessageList } from './message-list'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

/** As many as the agent reads at once. */
const WINDOW = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Deleted messages') }
}

/** What was deleted from a folder and can still be brought back, deleted last first. */
export default async function DeletedMessagesPage({ searchParams }: Props) {
  const t = await translator()
  const { name, from } = await searchParams
  const folder = typeof name === 'string' ? name : ''
  const offset = typeof from === 'string' && /^\d{1,9}$/.test(from) ? Number(from) : 0
  const look = await read(listDeletedMessages, { folder, offset, count: WINDOW })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const { messages, total } = look.value
  // Those that were here are back, or no longer kept.
  if (offset > 0 && offset >= total) redirect(deletedMessagesPage(folder))
  const date = (iso: string) =>
    formatDate(t.locale, new Date(iso), { dateStyle: 'short', timeStyle: 'short' })
  return page(
    <>
      <PageHeader
        title={t('Deleted messages')}
        description={t('Cyrus keeps messages for 30 days after they were deleted from a folder.')}
        path={crumbs(t, `${folder}/.`)}
      />
      <Card flush>
        {total === 0 ? (
          <EmptyState icon={<TrashIcon />} title={t('No deleted message is kept here')}>
            {t('What is deleted from this folder from now on is here for 30 days, and can be brought back.')}
          </EmptyState>
        ) : (
          <MessageList
            folder={folder}
            offset={offset}
            size={WINDOW}
            total={total}
            messages={messages.map(({ size, received, deleted, ...message }) => ({
              ...message,
              size: formatBytes(t.locale, size),
              received: date(received),
              deleted: date(deleted),
            }))}
          />
        )}
      </Card>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/deleted-messages/page.tsx">{content}</ClientMessages>
}
