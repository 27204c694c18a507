'use client'

import { Notice } from '@/components/ui/notice'
import { useT } from '@/lib/locales/client'
import { formatList } from '@/lib/locales/format'
import type { PreviewInWords } from './in-words'

/** What the checks found: what is refused and why, what the servers said, what to know before. */
export function Findings({ preview }: { preview: PreviewInWords }) {
  const t = useT()
  const errors = preview.messages.filter(({ severity }) => severity === 'error')
  const warnings = preview.messages.filter(({ severity }) => severity === 'warning')
  return (
    <>
      {preview.refused.length > 0 ? (
        <Notice tone="danger" title={t('This cannot be applied.')} urgent>
          <ul className="flex flex-col gap-1">
            {preview.refused.map(({ file, name, text, detail }) => (
              <li key={`${file} ${name} ${text}`}>
                <code>{name}</code> {text}
                {detail === '' ? null : <span className="block text-muted">{detail}</span>}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {errors.length > 0 ? (
        <Notice tone="danger" title={t('The servers refuse it.')} urgent>
          <Messages messages={errors} />
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="warning" title={t('The servers have something to say.')}>
          <Messages messages={warnings} />
        </Notice>
      ) : null}
      {preview.marks.length > 0 ? (
        <Notice tone="warning" title={t('What to know before')}>
          <ul className="flex flex-col gap-1">
            {preview.marks.map(({ mark, names, text }) => (
              <li key={mark}>
                <bdi dir="ltr" className="font-mono text-[0.8125rem]">
                  {formatList(t.locale, names)}
                </bdi>
                {': '}
                {text}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {preview.costs.length > 0 ? (
        <Notice title={t('What it costs')}>
          <ul>
            {preview.costs.map(({ service, text }) => (
              <li key={service}>
                <bdi className="font-medium">{service}</bdi>
                {': '}
                {text}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )
}

function Messages({ messages }: { messages: PreviewInWords['messages'] }) {
  return (
    <ul className="flex flex-col gap-1">
      {messages.map(({ service, file, text }) => (
        <li key={`${service} ${file} ${text}`}>
          <bdi dir="ltr" className="block text-[0.8125rem] text-muted">
            {file === '' ? service : file}
          </bdi>
          <span dir="ltr" className="wrap-anywhere block whitespace-pre-wrap font-mono text-[0.8125rem]">
            {text}
          </span>
        </li>
      ))}
    </ul>
  )
}
