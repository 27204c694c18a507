import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { FirstLine } from '@/components/ui/first-line'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import type { Outcome } from '@/lib/access'
import { read } from '@/lib/access/web'
import { listConfigurationHistory, showConfigurationRevision } from '@/lib/configuration/operations'
import { reasonWords } from '@/lib/configuration/reason'
import type { Revision } from '@/lib/configuration/views'
import { ClientMessages } from '@/lib/locales/client-messages'
import { formatDate } from '@/lib/locales/format'
import { translator } from '@/lib/locales/translator'
import { absent } from '../../../../viewer'
import { restorePage } from '../../../places'
import { difference } from '../../difference/difference'
import { Differences } from '../../preview/differences'
import { originWords, outcomeWords, whoWords } from '../../words'

const COUNT = 100

type Props = { params: Promise<{ number: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator()
  return { title: t('Change {number}', { number: (await params).number }) }
}

/** What a change was, who made it, and the way back to it. */
export default async function RevisionPage({ params }: Props) {
  const t = await translator()
  const number = Number((await params).number)
  if (!Number.isInteger(number) || number < 1) return page(<ProblemPage problem={await absent()} />)
  const found = await revisionOf(number)
  if (!found.ok) return page(<ProblemPage problem={found.problem} />)
  const revision = found.value
  const isFirst = revision.origin === 'installed'
  // What was taken back changed nothing; what somebody had written and lost by it can be had again.
  const isKept = revision.outcome === 'kept'
  const files = isFirst ? [] : await Promise.all(revision.files.map((file) => textsOf(number, file)))
  const missing = files.find((look) => !look.ok)
  if (missing?.ok === false) return page(<ProblemPage problem={missing.problem} />)
  const outcome = outcomeWords[revision.outcome]
  return page(
    <>
      <PageHeader
        title={t('Change {number}', { number })}
        description={formatDate(t.locale, new Date(revision.at), { timeStyle: 'medium' })}
        path={[
          { label: t('Configuration'), href: '/configuration' },
          { label: t('History'), href: '/configuration/history' },
        ]}
        actions={
          <>
            {isFirst || !isKept ? null : (
              <LinkButton href={restorePage(number, 'before')}>{t('Undo this change')}</LinkButton>
            )}
            {isKept || revision.origin === 'outside' ? (
              <LinkButton href={restorePage(number, 'after')}>{t('Restore this state')}</LinkButton>
            ) : null}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Card>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
            <dt className="text-muted">{t('Who')}</dt>
            <dd>
              <bdi>{whoWords(t, revision)}</bdi>
            </dd>
            <dt className="text-muted">{t('How')}</dt>
            <dd>{t.message(originWords[revision.origin])}</dd>
            <dt className="text-muted">{t('Result')}</dt>
            <dd>
              <Tag tone={outcome.tone}>{t.message(outcome.text)}</Tag>
            </dd>
            <dt className="text-muted">{t('Files')}</dt>
            <dd>
              <bdi dir="ltr" className="wrap-anywhere">
                {revision.files.join(', ')}
              </bdi>
            </dd>
            {revision.note === '' ? null : (
              <>
                <dt className="text-muted">{t('Note')}</dt>
                <dd className="wrap-anywhere whitespace-pre-line">
                  <bdi>{revision.note}</bdi>
                </dd>
              </>
            )}
          </dl>
        </Card>
        {revision.reason === null ? null : (
          <Notice
            tone={revision.outcome === 'kept' ? 'warning' : 'danger'}
            title={revision.outcome === 'kept' ? t('What was noticed') : t('Why it was taken back')}
          >
            <FirstLine text={reasonWords(t, revision.reason)} />
          </Notice>
        )}
        <Differences files={files.flatMap((look) => (look.ok ? [look.value] : []))} />
      </div>
    </>,
  )
}

async function revisionOf(number: number): Promise<Outcome<Revision>> {
  for (let offset = 0; ; offset += COUNT) {
    const look = await read(listConfigurationHistory, { offset, count: COUNT })
    if (!look.ok) return look
    const revision = look.value.revisions.find((one) => one.number === number)
    if (revision) return { ok: true, value: revision }
    if (offset + COUNT >= look.value.total) return { ok: false, problem: await absent() }
  }
}

async function textsOf(number: number, file: string) {
  const look = await read(showConfigurationRevision, { number, file })
  if (!look.ok) return look
  const { before, after } = look.value
  return { ok: true as const, value: { file, difference: difference(before ?? '', after) } }
}

function page(content: React.ReactNode) {
  return (
    <ClientMessages for="app/(console)/configuration/history/[number]/page.tsx">{content}</ClientMessages>
  )
}
