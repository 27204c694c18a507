import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { FolderIcon, PlusIcon, TrashIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { listPosting, listRetention } from '@/lib/rules'
import { postingPage, retentionPage } from '../../places'
import { RuleTable } from './rule-table'
import { folderWord, folderWords } from './words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Folder rules') }
}

/** What holds for the folders of many people at once. */
export default async function RulesPage() {
  const t = await translator()
  const [retention, posting] = await Promise.all([read(listRetention), read(listPosting)])
  if (!retention.ok) return page(<ProblemPage problem={retention.problem} />)
  if (!posting.ok) return page(<ProblemPage problem={posting.problem} />)
  const old = retention.value.rows
  const open = posting.value.rows
  return page(
    <>
      <PageHeader
        title={t('Folder rules')}
        description={t('What holds for the folders of many people at once, and is looked after every day.')}
        path={[{ label: t('Mail Folders'), href: '/folders' }]}
      />
      <div className="flex flex-col gap-4">
        <Card
          title={t('Delete old mail')}
          flush
          actions={
            old.length > 0 ? newRule(retentionPage(), t('New rule'), t('New rule: delete old mail')) : null
          }
        >
          {old.length === 0 ? (
            <EmptyState
              icon={<TrashIcon />}
              title={t('No mail is deleted for its age')}
              action={newRule(retentionPage(), t('New rule'), t('New rule: delete old mail'))}
            >
              {t(
                'A rule empties folders such as Trash of what came in long ago. What it would delete is counted first.',
              )}
            </EmptyState>
          ) : (
            <RuleTable
              t={t}
              label={t('Delete old mail')}
              rows={old}
              hrefOf={retentionPage}
              say={({ days, folders, except }) =>
                [
                  t.plural('{folders}, after {n} day', '{folders}, after {n} days', days, {
                    folders: folderWords(t, folders),
                  }),
                  ...(except.length > 0 ? [t('not {folders}', { folders: folderWords(t, except) })] : []),
                ].join('; ')
              }
            />
          )}
        </Card>
        <Card
          title={t('Let mail into folders')}
          flush
          actions={
            open.length > 0
              ? newRule(postingPage(), t('New rule'), t('New rule: let mail into folders'))
              : null
          }
        >
          {open.length === 0 ? (
            <EmptyState
              icon={<FolderIcon />}
              title={t('Mail to a folder comes into the inbox')}
              action={newRule(postingPage(), t('New rule'), t('New rule: let mail into folders'))}
            >
              {t(
                'Mail to {address} gets into the folder Sent when anyone may post to it. A rule gives this right to the folders of many people.',
                { address: 'anna+Sent@example.com' },
              )}
            </EmptyState>
          ) : (
            <RuleTable
              t={t}
              label={t('Let mail into folders')}
              rows={open}
              hrefOf={postingPage}
              say={({ folder }) => folderWord(t, folder)}
            />
          )}
        </Card>
      </div>
    </>,
  )
}

function newRule(href: string, text: string, name: string) {
  return (
    <LinkButton href={href} aria-label={name}>
      <PlusIcon />
      {text}
    </LinkButton>
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/rules/page.tsx">{content}</ClientMessages>
}
