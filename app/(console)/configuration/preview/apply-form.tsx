'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Form } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { PasswordField } from '@/components/ui/password-field'
import { TextField } from '@/components/ui/text-field'
import { useForm } from '@/components/ui/use-form'
import { useT } from '@/lib/locales/client'
import { formatList } from '@/lib/locales/format'
import { applyAction, restoreAction } from '../actions'
import { type Move, MoveAhead } from '../change/moved-console'
import { ChangeProgress } from '../change/progress'
import { isUnderWay, useChange } from '../change/use-change'
import type { PreviewInWords } from './in-words'
import type { Wanted } from './wanted'

/**
 * The last question: what is to be confirmed, the password where that is needed, and a note for the history. How the
 * change goes is shown from the moment that it is sent, since Apache may cut the answer off. `onCrossed` is told why the
 * preview is not true any more, `onAsk` the password that servers can be asked with which say nothing without it.
 */
export function ApplyForm({
  wanted,
  preview,
  note,
  password,
  move,
  onNote,
  onAsk,
  onApplied,
  onCrossed,
}: {
  wanted: Wanted
  preview: PreviewInWords
  note: string
  password: string
  move: Move | null
  onNote: (note: string) => void
  onAsk: (password: string) => void
  onApplied: (change: string) => void
  onCrossed: (why: string) => void
}) {
  const t = useT()
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const { change: last, isKnown, isCut, refetch } = useChange()
  /** The change before this one; undefined where that was not known when this one was sent. */
  const [before, setBefore] = useState<string | null>()
  const form = useForm<{ note: string; password: string }, { change: string }>(
    { note, password },
    (input) => (wanted.restore ? restoreAction(input) : applyAction(input)),
    {
      input: ({ note, password }) => ({
        ...(wanted.restore ?? { edits: wanted.edits }),
        hashes: preview.files.map(({ file, hash }) => ({ file, hash })),
        relay: preview.relay.length > 0,
        note,
        ...(preview.hazards.length > 0 && { password }),
      }),
      onDone: ({ change }) => onApplied(change),
      onConflict: ({ code, message }) => {
        if (code === 'config.changed' || code === 'config.crossed') onCrossed(message)
      },
    },
  )
  // The answer was lost, and the change is being made.
  const isOurs = isUnderWay(last) || (before !== undefined && last?.id !== before)
  const unanswered = form.problem?.kind === 'unavailable' ? form.problem : null
  const [asked, setAsked] = useState<typeof unanswered>(null)
  useEffect(() => {
    if (unanswered) void refetch().then(() => setAsked(unanswered))
  }, [unanswered, refetch])
  const lost = unanswered && last && isOurs ? last.id : null
  useEffect(() => {
    if (lost !== null) onApplied(lost)
  }, [lost, onApplied])
  const isStopped =
    preview.files.length === 0 ||
    preview.faults.length > 0 ||
    preview.conflicts.length > 0 ||
    preview.refused.length > 0 ||
    preview.messages.some(({ severity }) => severity === 'error')
  const isOpen = preview.relay.some(({ text }) => !confirmed.includes(text))
  if (isStopped)
    return preview.files.length === 0 && preview.faults.length === 0 && preview.conflicts.length === 0 ? (
      <Notice>{t('Nothing would be different: the files say that already.')}</Notice>
    ) : null
  // Whether it began is known when the console has answered again.
  const isUnsure = unanswered !== null && (isCut || lost !== null || asked !== unanswered)
  if (form.pending || isUnsure) return <ChangeProgress move={move} />
  const noteField = form.field('note')
  return (
    <Card title={t('Apply')}>
      <Form
        form={{
          ...form,
          submit() {
            setBefore(isKnown ? (last?.id ?? null) : undefined)
            form.submit()
          },
        }}
      >
        {preview.hazards.length > 0 ? (
          <>
            <Notice tone="warning" title={t('This needs your password again.')}>
              <ul>
                {preview.hazards.map(({ file, name, text }) => (
                  <li key={`${file} ${name} ${text}`}>
                    <code>{name}</code> {text}
                  </li>
                ))}
              </ul>
            </Notice>
            <PasswordField
              {...form.field('password')}
              error={form.problem?.code === 'config.password' ? form.problem.message : undefined}
              label={t('Your password')}
              autoComplete="current-password"
              className="sm:max-w-xs"
            />
            {preview.unasked.length > 0 ? (
              <p className="flex flex-wrap items-center gap-2 text-muted">
                {t('Not asked yet what they think of it, since that needs your password: {servers}.', {
                  servers: formatList(t.locale, preview.unasked),
                })}
                <Button
                  size="small"
                  onPress={() => onAsk(form.field('password').value)}
                  isDisabled={form.field('password').value === ''}
                >
                  {t('Ask them now')}
                </Button>
              </p>
            ) : null}
          </>
        ) : null}
        {preview.relay.length > 0 ? (
          <Notice tone="danger" title={t('Strangers could send mail through this server.')}>
            <div className="flex flex-col gap-1 pt-1">
              {preview.relay.map(({ text }) => (
                <Checkbox
                  key={text}
                  isSelected={confirmed.includes(text)}
                  onChange={(isMeant) =>
                    setConfirmed(isMeant ? [...confirmed, text] : confirmed.filter((one) => one !== text))
                  }
                  description={text}
                >
                  {t('I want this')}
                </Checkbox>
              ))}
            </div>
          </Notice>
        ) : null}
        <TextField
          {...noteField}
          onChange={(typed) => {
            noteField.onChange(typed)
            onNote(typed)
          }}
          label={t('Note')}
          description={t('Why, for those who read the history later.')}
          dir="auto"
          autoComplete="off"
          optional
        />
        {move ? <MoveAhead {...move} /> : null}
        {preview.countdown > 0 && !move ? (
          <p className="text-muted">
            {t.plural(
              'Afterwards you are asked whether to keep the settings. Without an answer within {n} second everything is as before.',
              'Afterwards you are asked whether to keep the settings. Without an answer within {n} seconds everything is as before.',
              preview.countdown,
            )}
          </p>
        ) : null}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {isOpen ? <p className="text-muted">{t('Please confirm what is marked above first.')}</p> : null}
          <Button type="submit" variant="primary" isPending={form.pending} isDisabled={isOpen}>
            {t('Apply')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
