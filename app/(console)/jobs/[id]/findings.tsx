'use client'

import type { JobResult } from '@/lib/access'
import { useT } from '@/lib/locales/client'
import { formatBytes, formatNumber } from '@/lib/locales/format'
import { fillNodes } from '@/lib/locales/nodes'
import { type Message, msgid } from '@/lib/locales/translate'
import { recoveryOutcomes, recoveryOutcomeWords } from '../../recovery/words'

/** What was found at one item, in words: what was lost first, what was as it should be last. */
export function Findings({ result }: { result: JobResult }) {
  const t = useT()
  const count = (name: string) => (typeof result[name] === 'number' ? result[name] : 0)
  const lines = (name: string) => [result[name] ?? []].flat().map(String)
  const [lost, added, deleted] = [count('lost'), count('added'), count('deleted')]
  const [opened, closed] = [count('opened'), count('closed')]
  const [backup] = lines('backup')
  return (
    <ul className="flex flex-col gap-1">
      {lost > 0 ? (
        <li className="font-medium text-danger">
          {t.plural(
            '{n} message is lost: its file is gone',
            '{n} messages are lost: their files are gone',
            lost,
          )}
        </li>
      ) : null}
      {added > 0 ? <li>{t.plural('{n} message came back', '{n} messages came back', added)}</li> : null}
      {deleted > 0 ? <li>{t.plural('{n} message deleted', '{n} messages deleted', deleted)}</li> : null}
      {opened > 0 ? <li>{t.plural('{n} folder opened', '{n} folders opened', opened)}</li> : null}
      {closed > 0 ? <li>{t.plural('{n} folder closed', '{n} folders closed', closed)}</li> : null}
      {recoveryOutcomes
        .filter((outcome) => count(outcome) > 0)
        .map((outcome) => {
          const { text, tone } = recoveryOutcomeWords[outcome]
          const of = { n: formatNumber(t.locale, count(outcome)), what: t.message(text) }
          return (
            <li key={outcome} className={tone === 'danger' ? 'font-medium text-danger' : undefined}>
              {t('{what}: {n}', of)}
            </li>
          )
        })}
      {lines('corrected').map((line) => (
        <li key={line}>
          <Corrected line={line} />
        </li>
      ))}
      {backup ? (
        <li className="text-muted wrap-anywhere">
          {fillNodes(t('The list as it was is kept as {file}, beside the new one.'), {
            file: <code dir="ltr">{backup}</code>,
          })}
        </li>
      ) : null}
      <Notes lines={lines('notes')} />
    </ul>
  )
}

/** A count that was wrong, from the line that the repair keeps of it: `user/anna STORAGE: 0 → 1024`. */
function Corrected({ line }: { line: string }) {
  const t = useT()
  const [, folder, resource, was, now] = /^(.*) (\S+): (\d+) → (\d+)$/.exec(line) ?? []
  if (folder === undefined) return <bdi className="wrap-anywhere">{line}</bdi>
  const what = resourceWords[resource ?? '']
  const amount = (text = '') => {
    const count = Number(text)
    return /STORAGE$/.test(resource ?? '') ? formatBytes(t.locale, count) : formatNumber(t.locale, count)
  }
  return fillNodes(t('{folder}, {what}: {now}, not {was}'), {
    folder: <bdi className="wrap-anywhere">{folder}</bdi>,
    what: what ? t.message(what) : resource,
    now: <bdi>{amount(now)}</bdi>,
    was: <bdi>{amount(was)}</bdi>,
  })
}

/** What Cyrus counts for quotas; quota(8). */
const resourceWords: Partial<Record<string, Message>> = {
  STORAGE: msgid('Size'),
  MESSAGE: msgid('Messages'),
  'X-ANNOTATION-STORAGE': msgid('Annotations'),
  'X-NUM-FOLDERS': msgid('Folders'),
}

function Notes({ lines }: { lines: string[] }) {
  const t = useT()
  if (lines.length === 0) return null
  return (
    <li>
      <details>
        <summary className="cursor-pointer text-accent">
          {t.plural('{n} remark of Cyrus’s tool', '{n} remarks of Cyrus’s tool', lines.length)}
        </summary>
        <ul
          dir="ltr"
          className="mt-1 flex max-h-60 flex-col gap-0.5 overflow-y-auto rounded-md bg-sunken p-2"
        >
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same can be said twice
            <li key={at} className="wrap-anywhere font-mono text-xs">
              {line}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
