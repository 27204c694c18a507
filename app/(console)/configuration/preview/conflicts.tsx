'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { useT } from '@/lib/locales/client'
import { configurationFilePage } from '../../places'
import { DifferenceTable } from '../difference/difference-table'
import type { Pending } from '../draft/pending'
import { wish } from '../draft/store'
import type { PreviewInWords } from './in-words'

/** Wishes that crossed somebody else's: both are shown, and nothing is overwritten without a word. */
export function Conflicts({
  pending,
  conflicts,
}: {
  pending: readonly Pending[]
  conflicts: PreviewInWords['conflicts']
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

function Conflict({
  pending,
  conflict: { theirs, merged, difference },
}: {
  pending: Pending
  conflict: PreviewInWords['conflicts'][number]
}) {
  const t = useT()
  const router = useRouter()
  const { key, edit, name } = pending
  const insist = () => {
    if ('text' in edit) wish(key, { ...pending, edit: { ...edit, base: theirs } })
    else if (edit.change !== 'add') wish(key, { ...pending, edit: { ...edit, was: theirs } })
  }
  const combine = (text: string) => {
    if (!('text' in edit)) return
    wish(key, { ...pending, edit: { ...edit, base: theirs, text } })
    router.push(configurationFilePage(edit.file))
  }
  return (
    <Card
      title={
        <bdi dir="ltr" className="wrap-anywhere font-mono text-[0.8125rem]">
          {name}
        </bdi>
      }
      flush
      actions={
        <>
          <Button size="small" onPress={() => wish(key, null)}>
            {t('Leave theirs')}
          </Button>
          {merged === null ? (
            <Button size="small" onPress={insist}>
              {t('Use mine instead')}
            </Button>
          ) : (
            <Button size="small" variant="primary" onPress={() => combine(merged)}>
              {t('Put the two together')}
            </Button>
          )}
        </>
      }
    >
      <DifferenceTable
        t={t}
        label={t('Both changes of {name}', { name })}
        difference={difference}
        sides={[t('Theirs'), t('Yours')]}
      />
    </Card>
  )
}
