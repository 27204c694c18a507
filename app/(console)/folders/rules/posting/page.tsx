import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { grantOf } from '@/lib/access'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { listPosting, type PostingRow } from '@/lib/rules'
import { isGone } from '@/lib/rules/gone'
import { absent, viewerFor } from '../../../../viewer'
import { runPostingAction } from '../actions'
import { RuleFacts } from '../facts'
import { RunNow } from '../run-now'
import { whomOf } from '../whom'
import { folderWord, knownWord, NAMED, placeWords } from '../words'
import { DeletePosting } from './delete-posting'
import { type PostingDraft, PostingForm } from './posting-form'

type Props = { searchParams: Promise<Partial<Record<string, string | string[]>>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Let mail into folders') }
}

/** A rule that lets anyone post to a folder: a new one, or the one with the id in the address. */
export default async function PostingPage({ searchParams }: Props) {
  const t = await translator()
  const { id } = await searchParams
  const [person, look] = await Promise.all([viewerFor('posting.set'), id ? read(listPosting) : null])
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  if (look && !look.ok) return page(<ProblemPage problem={look.problem} />)
  const rule = look?.value.rows.find((row) => row.id === id)
  if (look && !rule) return page(<ProblemPage problem={await absent()} />)
  const withServer = grantOf(person.value.role, 'posting.set') === 'all'
  return page(
    <>
      <PageHeader
        title={
          rule
            ? t('Let mail into {folder}: {place}', wordsFor(t, rule))
            : t('New rule: let mail into folders')
        }
        path={[
          { label: t('Mail Folders'), href: '/folders' },
          { label: t('Folder rules'), href: '/folders/rules' },
        ]}
        actions={rule ? <RuleActions t={t} rule={rule} /> : null}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,42rem)_20rem]">
        <Card>
          {rule ? (
            <PostingForm id={rule.id} initial={draftFrom(rule)} withServer={withServer} />
          ) : (
            <PostingForm initial={newDraft(withServer)} withServer={withServer} />
          )}
        </Card>
        <div className="flex flex-col gap-4">
          {rule ? (
            <Card title={t('Runs')}>
              <RuleFacts t={t} row={rule} />
            </Card>
          ) : null}
          <Card title={t('What it is for')}>
            <Why t={t} />
          </Card>
        </div>
      </div>
    </>,
  )
}

/** Why somebody would want this, and what it costs. */
function Why({ t }: { t: T }) {
  return (
    <div className="flex flex-col gap-2 text-muted">
      <p>
        {t(
          'Mail to {address} is meant for the folder Sent of anna. Another mail server, or a program that sends for people, can so keep a copy of what they send where their mail program shows it.',
          { address: 'anna+Sent@example.com' },
        )}
      </p>
      <p>
        {t(
          'Mail is delivered in nobody’s name, so it gets into the folder only if anyone may post to it: the right p for anyone. Without it, it comes into the inbox; it is never lost.',
        )}
      </p>
      <p>
        {t(
          'Nobody sees the folder or reads in it by that. But everybody who knows the address can put mail there.',
        )}
      </p>
      <p>
        {t(
          'A job gives the right to the mailboxes that are there, at once. New mailboxes have it from the start. What mail programs make is found once a day.',
        )}
      </p>
    </div>
  )
}

function RuleActions({ t, rule }: { t: T; rule: PostingRow }) {
  return (
    <>
      {isGone(rule.place) ? null : (
        <RunNow id={rule.id} action={runPostingAction} question={t('Look for new folders now?')}>
          <p>
            {t(
              'Anyone may then post to {folder} of everybody whom the rule is for: {place}.',
              wordsFor(t, rule),
            )}
          </p>
        </RunNow>
      )}
      <DeletePosting id={rule.id} {...wordsFor(t, rule)} />
    </>
  )
}

function newDraft(withServer: boolean): PostingDraft {
  return {
    ...{ whom: withServer ? 'server' : 'place', at: { label: '', dn: '' }, login: { label: '', id: '' } },
    ...{ folder: '\\Sent', name: '', takes: false },
  }
}

function draftFrom({ folder, place }: PostingRow): PostingDraft {
  const known = knownWord(folder)
  return { ...whomOf(place), folder: known ?? NAMED, name: known ? '' : folder, takes: true }
}

function wordsFor(t: T, { folder, place }: PostingRow) {
  return { folder: folderWord(t, folder), place: placeWords(t, place) }
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/folders/rules/posting/page.tsx">{content}</ClientMessages>
}
