import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { listRetention, type RetentionRow } from '@/lib/rules'
import { isGone } from '@/lib/rules/gone'
import { absent, viewerFor } from '../../../../viewer'
import { DeleteButton } from '../../../delete-button'
import { removeRetentionAction, runRetentionAction } from '../actions'
import { RuleFacts } from '../facts'
import { draftOf } from '../folders-draft'
import { RunNow } from '../run-now'
import { whomOf } from '../whom'
import { folderWords, placeWords } from '../words'
import { type RetentionDraft, RetentionForm } from './retention-form'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Delete old mail') }
}

/** A rule that deletes old mail: a new one, for the person in the address if there is one, or the one with its id. */
export default async function RetentionPage({ searchParams }: Props) {
  const t = await translator()
  const { id, login } = await searchParams
  const [person, look] = await Promise.all([viewerFor('retention.set'), id ? read(listRetention) : null])
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (look && !look.ok) return page(<ProblemPage problem={look.problem} />)
  const rule = look?.value.rows.find((row) => row.id === id)
  if (look && !rule) return page(<ProblemPage problem={await absent()} />)
  return page(
    <>
      <PageHeader
        title={
          rule
            ? t('Delete old mail of {place}', { place: placeWords(t, rule.place) })
            : t('New rule: delete old mail')
        }
        description={t(
          'Once a day, from the day after it was set. Calendars and address books are left alone.',
        )}
        path={[
          { label: t('Mail Folders'), href: '/folders' },
          { label: t('Folder rules'), href: '/folders/rules' },
        ]}
        actions={rule ? <RuleActions t={t} rule={rule} /> : null}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,42rem)_20rem]">
        <Card>
          {rule ? (
            <RetentionForm id={rule.id} initial={draftFrom(rule)} />
          ) : (
            <RetentionForm initial={newDraft(typeof login === 'string' ? login : '')} />
          )}
        </Card>
        {rule ? (
          <Card title={t('Runs')}>
            <RuleFacts t={t} row={rule} />
          </Card>
        ) : null}
      </div>
    </>,
  )
}

function RuleActions({ t, rule }: { t: T; rule: RetentionRow }) {
  const { id, days, folders, except } = rule
  const place = placeWords(t, rule.place)
  const what = t.plural(
    'Mail older than {n} day goes from: {folders}.',
    'Mail older than {n} days goes from: {folders}.',
    days,
    { folders: folderWords(t, folders) },
  )
  const spared = except.length > 0 ? t('Not from: {folders}.', { folders: folderWords(t, except) }) : null
  return (
    <>
      {isGone(rule.place) ? null : (
        <RunNow
          id={id}
          action={runRetentionAction}
          question={t('Delete old mail of {place} now?', { place })}
        >
          <p>{what}</p>
          {spared ? <p>{spared}</p> : null}
          <p>{t('For 30 days the messages can be brought back, folder by folder.')}</p>
        </RunNow>
      )}
      <DeleteButton
        question={t('Delete this rule?')}
        confirm={t('Delete the rule')}
        done={t('The rule was deleted.')}
        action={removeRetentionAction}
        input={{ id }}
        after="/folders/rules"
      >
        <p>{t('Old mail of {place} stays from then on.', { place })}</p>
        <p>{t('What the rule has deleted does not come back by that.')}</p>
      </DeleteButton>
    </>
  )
}

function newDraft(login: string): RetentionDraft {
  return {
    ...{ whom: login ? 'person' : 'place', at: { label: '', dn: '' }, login: { label: login, id: login } },
    ...{ days: '30', folders: draftOf(['\\Trash', '\\Junk']), except: draftOf([]), sparesFlagged: true },
  }
}

function draftFrom({ place, days, folders, except, sparesFlagged }: RetentionRow): RetentionDraft {
  return {
    ...whomOf(place),
    ...{ days: String(days), folders: draftOf(folders), except: draftOf(except), sparesFlagged },
  }
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/rules/retention/page.tsx">{content}</ClientMessages>
}
