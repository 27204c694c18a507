'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import type { Side } from '@/lib/configuration/views'
import { useT } from '@/lib/locales/client'
import { configurationFilePage } from '../../places'
import { DifferenceTable } from '../difference/difference-table'
import type { Pending } from '../draft/pending'
import { wish } from '../draft/store'
import type { PreviewInWords } from './in-words'

type Crossed = PreviewInWords['conflicts'][number]

/** Wishes that crossed somebody else's: both are shown, and nothing is overwritten without a word. */
export function Conflicts({
  pending,
  conflicts,
}: {
  pending: readonly Pending[]
  conflicts: readonly Crossed[]
}) {
  const t = useT()
  if (conflicts.length === 0) return null
  return (
    <>
      <Notice tone="warning" title={t('Somebody else changed the same meanwhile.')} urgent>
        <p>{t('Please decide what holds; then the rest can be applied.')}</p>
      </Notice>
      {conflicts.map((conflict) => {
        const one = pending[conflict.edit]
        return one ? <Conflict key={one.key} pending={one} conflict={conflict} /> : null
      })}
    </>
  )
}

/** Lines that are to be undone and were changed again since. */
export function UndoConflicts({
  conflicts,
  onDecide,
}: {
  conflicts: readonly Crossed[]
  onDecide: (file: string, side: Side) => void
}) {
  const t = useT()
  const texts = conflicts.flatMap(({ text, difference }) => (text ? [{ file: text.file, difference }] : []))
  if (texts.length === 0) return null
  return (
    <>
      <Notice tone="warning" title={t('The same lines were changed again since.')} urgent>
        <p>{t('Please decide what holds; then the rest can be applied.')}</p>
      </Notice>
      {texts.map(({ file, difference }) => (
        <Both
          key={file}
          name={file}
          difference={difference}
          sides={[t('As it is now'), t('Undone')]}
          actions={
            <>
              <Button size="small" onPress={() => onDecide(file, 'theirs')}>
                {t('Leave it as it is now')}
              </Button>
              <Button size="small" onPress={() => onDecide(file, 'yours')}>
                {t('Undo it all the same')}
              </Button>
            </>
          }
        />
      ))}
    </>
  )
}

function Conflict({
  pending,
  conflict: { theirs, yours, text, difference },
}: {
  pending: Pending
  conflict: Crossed
}) {
  const t = useT()
  const router = useRouter()
  const { key, edit, name } = pending
  const isText = 'text' in edit
  const become = (next: string) => {
    if (!isText || !text) return
    const { present: base } = text
    wish(key, next === base ? null : { ...pending, edit: { ...edit, base, text: next } })
  }
  const leave = () => (isText ? become(theirs) : wish(key, null))
  const insist = () => {
    if (isText) become(yours)
    else if (edit.change !== 'add') wish(key, { ...pending, edit: { ...edit, was: theirs } })
  }
  return (
    <Both
      name={name}
      difference={difference}
      sides={[t('Theirs'), t('Yours')]}
      actions={
        <>
          <Button size="small" onPress={leave}>
            {t('Leave theirs')}
          </Button>
          <Button size="small" onPress={insist}>
            {t('Use mine instead')}
          </Button>
          {isText && text ? (
            <Button
              size="small"
              variant="primary"
              onPress={() => {
                become(text.merged)
                router.push(configurationFilePage(edit.file))
              }}
            >
              {t('Put the two together')}
            </Button>
          ) : null}
        </>
      }
    />
  )
}

function Both({
  name,
  difference,
  sides,
  actions,
}: {
  name: string
  difference: Crossed['difference']
  sides: [string, string]
  actions: ReactNode
}) {
  const t = useT()
  return (
    <Card
      title={
        <bdi dir="ltr" className="wrap-anywhere font-mono text-[0.8125rem]">
          {name}
        </bdi>
      }
      flush
      actions={actions}
    >
      <DifferenceTable
        t={t}
        label={t('Both changes of {name}', { name })}
        difference={difference}
        sides={sides}
      />
    </Card>
  )
}
