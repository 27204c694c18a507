'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorText } from '@/components/ui/error-text'
import { Notice } from '@/components/ui/notice'
import type { FormatName, ServiceName } from '@/lib/configuration'
import { useT } from '@/lib/locales/client'
import { fileKey } from '../../draft/pending'
import { useDraft, wish } from '../../draft/store'
import { CodeArea } from '../code-area'
import { edited, shown } from '../line-ends'

/** A file as a text. What is changed in it waits beside everything else that is not applied yet. */
export function RawEditor({
  file,
  service,
  format,
  text,
  line,
}: {
  file: string
  service: ServiceName
  format: FormatName
  /** As it is now. */
  text: string
  line?: number
}) {
  const t = useT()
  const id = useId()
  const { pending, faults } = useDraft()
  const key = fileKey(file)
  const edit = pending.find((one) => one.key === key)?.edit
  const mine = edit && 'text' in edit ? edit : null
  const base = mine?.base ?? text
  const wanted = mine?.text ?? text
  const fault = faults[key]
  const become = (next: string) =>
    wish(key, next === base ? null : { key, service, format, name: file, edit: { file, base, text: next } })
  return (
    <div className="flex flex-col gap-2">
      {mine && base !== text ? (
        <Notice tone="warning" title={t('Somebody else changed this file meanwhile.')} urgent>
          <p>
            {t(
              'What you see is your own text. What the two of you changed is put together before anything is applied.',
            )}
          </p>
        </Notice>
      ) : null}
      {fault ? <ErrorText id={id}>{fault}</ErrorText> : null}
      <CodeArea
        label={t('Text of {file}', { file })}
        format={format}
        value={shown(wanted)}
        onChange={(typed) => become(edited(wanted, typed))}
        line={line}
        isInvalid={fault !== undefined}
        describedBy={fault ? `${id} ${id}h` : `${id}h`}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p id={`${id}h`} className="text-[0.8125rem] text-muted">
          {t('{placeholder} stands for a secret and keeps it; anything else there is a new one.', {
            placeholder: '(kept secret)',
          })}
        </p>
        {mine ? (
          <Button size="small" variant="quiet" onPress={() => wish(key, null)}>
            {t('Discard my changes to this file')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
